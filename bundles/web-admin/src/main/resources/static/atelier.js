// Small comforts; every page works without them.
"use strict";

// "/" leads to the search field, as on other lists
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const typing = event.target.closest("input, select, textarea");
  const search = document.getElementById("search");
  if (search && !typing) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

// a second click must not send a form again
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});

// coming back with the browser's button, forms can be sent again
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
  }
});

// the code of a one-time link stands where browsers send it to nobody: from the address into the form, and out of sight
const code = document.querySelector("[data-from-address]");
if (code && location.hash.length > 1 && !code.value) {
  code.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}

// times are UTC; beside them goes what the clock on this wall says
const localTimes = (root) => {
  for (const time of root.querySelectorAll("time[data-local]:not([data-told])")) {
    const at = new Date(time.dateTime);
    time.dataset.told = "yes";
    if (Number.isNaN(at.getTime()) || at.getTimezoneOffset() === 0) {
      continue;
    }
    const sameDay = at.toISOString().slice(8, 10) === String(at.getDate()).padStart(2, "0");
    const here = document.createElement("span");
    here.className = "local-time";
    here.textContent = new Intl.DateTimeFormat("en-GB", {
      ...(sameDay ? {} : { day: "numeric", month: "short" }),
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    }).format(at);
    time.after(" ", here);
  }
};
localTimes(document);

// what was just done is said once: whoever loads the page again or sends its address on does not say it anew
const said = new URL(location.href);
for (const name of ["saved", "deleted", "added", "removed"]) {
  if (document.getElementById("notice")) {
    said.searchParams.delete(name);
  }
}
if (said.href !== location.href) {
  history.replaceState(history.state, "", said);
}

// buttons for what was picked in a list say how many that is, and wait until it is enough
const countPicked = () => {
  const list = document.getElementById("records");
  for (const button of list ? list.querySelectorAll("button[data-picks]") : []) {
    const picked = list.querySelectorAll(`input[type=checkbox][name="${button.dataset.of}"]:checked`).length;
    const exactly = button.dataset.exactly === "yes";
    button.disabled = exactly ? picked !== Number(button.dataset.picks) : picked < Number(button.dataset.picks);
    button.querySelector(".picked").textContent = ` (${picked})`;
  }
};
document.addEventListener("change", countPicked);
document.addEventListener("htmx:afterSettle", countPicked);
window.addEventListener("pageshow", countPicked);
countPicked();

// the arrows lead from a field into what is suggested below it and back; Enter takes what alone is left
document.addEventListener("keydown", (event) => {
  const box = event.target.closest(".choose");
  if (!box || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const field = box.querySelector("input");
  const matches = [...box.querySelectorAll(".matches a")];
  const at = matches.indexOf(event.target);
  if (event.key === "Enter" && event.target === field && matches.length === 1) {
    event.preventDefault();
    matches[0].click();
  } else if (event.key === "ArrowDown" && at + 1 < matches.length) {
    event.preventDefault();
    matches[at + 1].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (at === 0 ? field : matches[at - 1]).focus();
  } else if (event.key === "Escape" && at >= 0) {
    field.focus();
  }
});

// on a narrow screen the navigation is wider than it: begin where the page is
const here = document.querySelector(".nav-main [aria-current='page']");
if (here) {
  here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - 24;
}
document.addEventListener("htmx:afterSettle", (event) => localTimes(event.target));
