// The last page of a link: clean the address, and offer to copy the code. All of it works without this script.
if (location.pathname === "/callback") {
  history.replaceState(null, "", "/linked"); // neither code nor state stays in the address bar or the history
}

const copy = document.getElementById("copy");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const told = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(document.getElementById("code").textContent.trim());
      told.textContent = "Copied. Now type it in the chat.";
    } catch {
      told.textContent = "It could not be copied: select it above.";
    }
  });
}
