// The plan as data: every file is what its schema says, also of hostile content.
import Ajv from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import test from 'node:test';
import { none } from '../faults.mjs';

export const title = 'data of the plan';

export function check({ site, plain }) {
  for (const [name, tested] of [['with an address', site], ['without an address', plain]]) {
    test(`every JSON file of a portal ${name} keeps to the published schema`, (t) => {
      const schema = JSON.parse(tested.files.get('data/plan.schema.json').toString('utf8'));
      const holds = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true }).compile(schema);
      const files = [...tested.files].filter(([file]) => /(^|\/)data\/[^/]+\.json$/.test(file) && !file.endsWith('.schema.json'));
      assert.ok(files.length > 20, `only ${files.length} files`);
      t.diagnostic(`${files.length} files`);
      none(files.flatMap(([file, bytes]) => (holds(JSON.parse(bytes.toString('utf8'))) ? []
        : holds.errors.slice(0, 3).map((error) => `${file}: ${error.instancePath} ${error.message}`))));
    });
  }

  test('the schema refuses what it should', () => {
    const schema = JSON.parse(site.files.get('data/plan.schema.json').toString('utf8'));
    const holds = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
    const plan = () => JSON.parse([...site.files].find(([file]) => /(^|\/)data\/plan\.json$/.test(file))[1].toString('utf8'));
    const spoilt = [
      (data) => { data.version = 2; },
      (data) => { delete data.sections[0].entries[0].term; },
      (data) => { data.sections[0].entries[0].term.schedules = [{ kind: 'sometimes', windows: [] }]; },
      (data) => { data.people[0].path = 'javascript:alert(1)'; },
    ];
    assert.ok(holds(plan()));
    for (const spoil of spoilt) {
      const data = plan();
      spoil(data);
      assert.ok(!holds(data), `${spoil} is not refused`);
    }
  });
}
