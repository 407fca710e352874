new ResizeObserver(function () {
  parent.postMessage({ countersign: document.documentElement.getBoundingClientRect().height }, "*");
}).observe(document.documentElement);
