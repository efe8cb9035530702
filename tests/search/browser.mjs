// A headless Chromium driven over its debugging pipe: no package is needed.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PROGRAMS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome'];

export function findBrowser() {
  return PROGRAMS.find((program) => program && fs.existsSync(program));
}

export async function openBrowser(program) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'search-test-'));
  const child = spawn(program, ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`,
    '--remote-debugging-pipe', 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const waiting = new Map();
  let last = 0;
  let rest = '';
  child.stdio[4].on('data', (data) => {
    const messages = (rest + data).split('\0');
    rest = messages.pop();
    for (const message of messages.map((text) => JSON.parse(text))) {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });
  const send = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, (answer) => (answer.error ? reject(new Error(answer.error.message)) : resolve(answer.result)));
    child.stdio[3].write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
  });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const call = (method, params) => send(method, params, sessionId);
  await call('Page.enable');

  async function evaluate(expression) {
    const { result, exceptionDetails } = await call('Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async function until(expression) {
    for (let tries = 0; tries < 200; tries += 1) {
      try {
        const value = await evaluate(expression);
        if (value) return value;
      } catch {
        // The page is still on its way.
      }
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
    throw new Error(`never true: ${expression}`);
  }

  return {
    evaluate,
    until,
    async open(url) {
      const { href } = new URL(url);
      await evaluate('window.isOld = true');
      await call('Page.navigate', { url: href });
      await until(`!window.isOld && document.readyState === 'complete'`);
    },
    type: (text) => call('Input.insertText', { text }),
    async key(key, code = key, modifiers = 0) {
      const extra = key === 'Enter' ? { text: '\r', windowsVirtualKeyCode: 13 } : key.length === 1 && !modifiers ? { text: key } : {};
      await call('Input.dispatchKeyEvent', { type: 'keyDown', key, code, modifiers, ...extra });
      await call('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers });
    },
    resize: (width, height) => call('Emulation.setDeviceMetricsOverride',
      { width, height, deviceScaleFactor: 1, mobile: width < 500 }),
    screenshot: async () => Buffer.from((await call('Page.captureScreenshot', {})).data, 'base64'),
    async close() {
      await send('Browser.close').catch(() => {});
      await new Promise((resolve) => { child.once('exit', resolve); setTimeout(resolve, 3000); });
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}
