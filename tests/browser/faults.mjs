// A check collects faults, so that one run tells them all.
const SHOWN = 25;

/** Fails with the list of faults, cut to a readable length. */
export function none(faults) {
  if (faults.length === 0) return;
  const more = faults.length > SHOWN ? `\n… and ${faults.length - SHOWN} more` : '';
  const failure = new Error(`${faults.length} faults:\n${faults.slice(0, SHOWN).join('\n')}${more}`);
  failure.stack = failure.message; // where this function stands tells nothing
  throw failure;
}
