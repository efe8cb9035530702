// Added to pages by the preview only: keeps the page as new as the content, and shows what is wrong with it.
(() => {
  const own = document.currentScript;
  const id = "plan-portal-problem";

  const path = () => {
    const path = decodeURIComponent(location.pathname).slice(1);
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  };

  const swapStyles = (version) => {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("preview", version);
      const fresh = link.cloneNode();
      fresh.href = address.href;
      // The old one goes when the new one is there: the page is never bare.
      fresh.addEventListener("load", () => link.remove());
      link.after(fresh);
    }
  };

  const show = (report) => {
    document.getElementById(id)?.remove();
    if (!report) return;
    const box = document.createElement("div");
    box.id = id;
    box.setAttribute("role", "alert");
    box.style.cssText = own.dataset.style;
    const text = document.createElement("pre");
    text.style.cssText = "margin:0;white-space:pre-wrap;font:inherit";
    text.textContent = report;
    box.append(text);
    document.body.append(box);
  };

  const isLoadedByPages = (path) => /\.(js|mjs|svg|png|jpe?g|webp|woff2?)$/.test(path);

  const events = new EventSource(`/.preview/events?seen=${encodeURIComponent(own.dataset.version)}`);
  events.addEventListener("changed", (event) => {
    const { version, paths } = JSON.parse(event.data);
    if (!paths || paths.includes(path()) || paths.some(isLoadedByPages)) location.reload();
    else if (paths.some((path) => path.endsWith(".css"))) swapStyles(version);
  });
  events.addEventListener("problem", (event) => show(JSON.parse(event.data).report));
  events.addEventListener("mended", () => show(""));
})();
