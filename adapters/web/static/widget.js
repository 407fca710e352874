(function () {
  var tag = document.currentScript || document.querySelector("script[data-letter]:not([data-shown])");
  var frame = document.createElement("iframe");
  var link = tag.previousElementSibling;
  tag.setAttribute("data-shown", "");
  frame.src = new URL((tag.dataset.language || "en").split(/[-_]/)[0].toLowerCase() + "/" + tag.dataset.letter, tag.src);
  frame.title = tag.dataset.title || "Open letter";
  frame.width = "100%";
  frame.height = 0;
  frame.style.border = 0;
  addEventListener("message", function (event) {
    var height = event.source === frame.contentWindow && event.data && event.data.countersign;
    if (typeof height !== "number") return;
    frame.height = Math.max(100, Math.min(1500, Math.ceil(height)));
    if (link && link.href && link.pathname.endsWith("/" + tag.dataset.letter)) link.hidden = true;
  });
  tag.after(frame);
})();
