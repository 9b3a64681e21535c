
const now = document.getElementById("now");
async function look() {
  try {
    const state = await (await fetch("state", { cache: "no-store" })).json();
    if (state.version !== now.dataset.version) {
      location.reload();
      return;
    }
    now.textContent = state.now;
    setTimeout(look, 2000);
  } catch {
    now.textContent = "The program has ended; this page is no longer renewed.";
  }
}
setTimeout(look, 2000);
