/* The form of a new ledger: the profile "by source" is called by the name of the one that the chosen source stands for. */
(() => {
  "use strict";
  const profile = document.querySelector("select[data-by-source]");
  const source = profile && profile.form.elements.source;
  if (!source) return;
  const words = JSON.parse(profile.dataset.bySource);
  const name = () => { profile.options[0].textContent = words[source.value] || "–"; };
  source.addEventListener("change", name);
  name();
})();
