// Runs before the first paint, and so is no module: a page that turns dark a moment later hurts.
"use strict";
{
  const THEMES = ["auto", "light", "dark"];
  const KEY = "geostream-theme";

  let theme = "auto";
  try {
    theme = THEMES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "auto";
  } catch {
    // Storage may be forbidden: then the choice lasts as long as the page.
  }

  const apply = () => {
    document.documentElement.dataset.theme = theme;
    document.dispatchEvent(new Event("themechange"));
  };
  apply();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const name = document.getElementById("theme-name");
    const show = () => {
      name.textContent = theme;
      button.setAttribute("aria-label", `Colours: ${theme === "auto" ? "auto, as the system has them" : theme}`);
    };
    button.addEventListener("click", () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // As above.
      }
      show();
      apply();
    });
    show();
  });
}
