// The Nu HTML checker reads every page.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import test from 'node:test';
import { none } from '../faults.mjs';

export const title = 'Nu HTML checker';

const CHECKER = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

export function check({ site }) {
  const answer = run(site.root); // it works while the browser does
  test('no errors on any page', async (t) => {
    const messages = await answer;
    const place = (message) => `${message.url.replace(/^file:/, '').replace(`${site.root}/`, '')}:${message.lastLine ?? 0}: ${message.message}`;
    t.diagnostic(`${site.pages.length} pages read`);
    none(messages.filter((message) => message.type === 'error' || message.type === 'non-document-error').map(place));
  });
}

function run(root) {
  return new Promise((done, fail) => {
    const checker = spawn('java', ['-Xss8m', '-jar', CHECKER, '--format', 'json', '--skip-non-html', '--stdout', '--exit-zero-always', root]);
    const output = [];
    const complaints = [];
    checker.stdout.on('data', (bytes) => output.push(bytes));
    checker.stderr.on('data', (bytes) => complaints.push(bytes));
    checker.on('error', fail);
    checker.on('close', () => {
      const text = Buffer.concat(output).toString('utf8');
      if (!text) fail(new Error(Buffer.concat(complaints).toString('utf8') || 'the checker said nothing'));
      else done(JSON.parse(text).messages);
    });
  });
}
