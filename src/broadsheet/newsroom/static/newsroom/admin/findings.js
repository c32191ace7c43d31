// After each autosave the newspaper's own checks are asked again of what was saved.
document.addEventListener("w-autosave:success", async () => {
  const place = document.querySelector("[data-findings]");
  if (!place) return;
  const answer = await fetch(place.dataset.findings, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) place.innerHTML = await answer.text();
});
