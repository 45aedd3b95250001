// Runs before anything is drawn, so that a chosen theme does not flash up in the other one.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('ameles-theme');
  } catch {
    // Storage may be switched off; then the system's preference holds.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
