// Shows the SUN-ES simulator where this script stands, in a frame as high as its content:
// <script src="https://…/assets/integration.js" data-situation="activite_combinee=7000&DS1=F1"></script>
(() => {
  const script = document.currentScript;
  const address = new URL("../simulateur/?integration=1", script.src);
  address.hash = script.dataset.situation ?? "";
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.titre ?? "Simulateur SUN-ES";
  frame.allow = "clipboard-write";
  frame.loading = "lazy";
  frame.style.cssText = "width:100%;height:50rem;border:0";
  script.after(frame);
  addEventListener("message", ({ data, origin, source }) => {
    const isOurs = source === frame.contentWindow && origin === address.origin;
    if (isOurs && data?.type === "sun-es:hauteur") frame.style.height = `${Number(data.hauteur)}px`;
  });
})();
