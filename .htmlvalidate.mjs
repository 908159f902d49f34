// What `html-validate` checks in the built site (tests/build/test_html.py). Each rule that is changed says why;
// the faults of the theme's own markup are excluded one by one, in the test.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Style alone: the templates write what Jinja2 and Python-Markdown write, and browsers read both alike.
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "presentation-role-style": "off",
    // Safari no longer calls a list without bullets a list, unless it is told.
    "no-redundant-role": "off",
    // A title names its rule in full: « PS 2.2 · Audit externe… ».
    "long-title": "off",
    // Boxes of one question share its name, as radio buttons do.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
    // The theme's identifiers begin with two underscores; HTML only asks that there be no space in one.
    "valid-id": ["error", { relaxed: true }],
    // The search, the choice of a scheme and the small calculators answer as one types or chooses.
    "wcag/h32": "off",
  },
};
