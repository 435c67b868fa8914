/* Comfort alone: every page does its work without this file. */
"use strict";

/* A secret is copied with one press. */
for (const secret of document.querySelectorAll(".secret")) {
    const button = document.createElement("button");
    const french = document.documentElement.lang === "fr";

    button.type = "button";
    button.textContent = french ? "Copier" : "Copy";
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(secret.textContent);
        button.textContent = french ? "Copié" : "Copied";
    });
    if (navigator.clipboard)
        secret.after(" ", button);
}
