/** What a card can do where scripts run: be printed, be copied. Without them it is read and written down. */

for (const room of document.querySelectorAll(".by-script")) room.hidden = false;

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    document.querySelector("[data-told]").textContent = button.dataset.copied;
  });
  // A page that did not come by HTTPS has no clipboard.
  button.hidden = !navigator.clipboard;
}
