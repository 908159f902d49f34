// Load the staged Python as a page does, run the code given, print what it returns.
// An error is caught and cut short: uncaught, Node would print a megabyte of Pyodide's source.
const [folder, code] = process.argv.slice(2);
try {
  const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
  const python = await loadPyodide({ indexURL: folder, lockFileURL: `${folder}/pyodide-lock.json` });
  await python.loadPackage("sun-es", { messageCallback() {} });
  console.log(python.runPython(code));
} catch (error) {
  console.error(String(error).slice(0, 2000));
  process.exit(1);
}
