// Marks that scripts run, before anything is drawn: style sheets then show what needs them.
document.documentElement.classList.add("script");
