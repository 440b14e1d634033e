// Search and filter. Without this script the page shows everything.
(() => {
	"use strict";
	const form = document.querySelector("form.filter");
	if (!form) return;
	form.hidden = false;
	const output = form.querySelector("output");
	const findings = [...document.querySelectorAll(".check .finding")];
	const groups = [...document.querySelectorAll(".check, .package")];

	const apply = () => {
		const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
		const check = form.check.value, pkg = form.package.value;
		let shown = 0;
		for (const f of findings) {
			const match = (!check || f.dataset.check === check) &&
				(!pkg || f.dataset.package === pkg) &&
				words.every((w) => f.dataset.text.includes(w));
			f.classList.toggle("gone", !match);
			if (match) shown++;
		}
		for (const g of groups) {
			g.classList.toggle("gone", !g.querySelector(".finding:not(.gone)"));
		}
		output.value = shown === findings.length ? "" : `${shown} of ${findings.length} shown`;
	};

	form.addEventListener("input", apply);
	form.addEventListener("submit", (e) => e.preventDefault());
	// A link to a finding shows it even if the filter hides it.
	addEventListener("hashchange", () => {
		const target = document.getElementById(location.hash.slice(1));
		if (target && target.closest(".gone")) {
			form.reset();
			apply();
			target.scrollIntoView();
		}
	});
	apply();
})();
