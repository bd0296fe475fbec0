import t from 'tap';
import { plainPhone, sealAppeal, type AppealDraft } from '../../src/domain/appeal/appeal-draft.ts';
import { hasPersonalNumber, maskAddress, maskIdNumber, maskName, maskPhone } from '../../src/domain/privacy/masking.ts';
import { matterId, peopleWithin, recent, remember } from '../../src/domain/appeal/matter.ts';
import { findSensitiveWords } from '../../src/domain/appeal/sensitive-words.ts';
import { nextWarningAt, warningsBetween, type WatchedLimit } from '../../src/domain/appeal/warning.ts';
import { createVault } from '../../src/store/vault.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const HOUR = 3_600_000;

t.test('masking', async (t) => {
  t.same([maskName('张某某'), maskName('李某'), maskName('')], ['张**', '李*', '']);
  t.same(
    [maskPhone('10000001234'), maskPhone('010-55555678'), maskPhone('110')],
    ['100****1234', '010-****5678', '****'],
  );
  t.equal(maskIdNumber('110000190001010000'), '110***********0000');
  t.equal(maskAddress('示例村甲3组12号'), '示例村甲*组*号');
  t.ok(hasPersonalNumber('电话10000001234') || hasPersonalNumber('电话10000001234'));
  t.ok(hasPersonalNumber('证号11000019000101000X'));
  t.notOk(hasPersonalNumber('工单 JS-20260304-000001,2026年3月4日'));
});

t.test('the vault', async (t) => {
  const vault = createVault('a secret for tests, long enough to be one');
  const sealed = vault.seal('张某某');

  t.not(vault.seal('张某某'), sealed, 'never the same twice');
  t.equal(vault.open(sealed), '张某某');
  t.equal(vault.fingerprint('10000001234'), vault.fingerprint('10000001234'));
  const other = createVault('another secret for tests, also long enough');
  t.not(other.fingerprint('10000001234'), vault.fingerprint('10000001234'));
  for (const broken of [`${sealed.slice(0, -2)}AA`, 'v1.', '张某某', `v2${sealed.slice(2)}`]) {
    t.throws(() => vault.open(broken), { code: 'ERR_SEAL_BROKEN' }, broken.slice(0, 4));
  }
  t.throws(() => other.open(sealed), { code: 'ERR_SEAL_BROKEN' }, 'another key');
});

t.test('an appeal is sealed before a command sees it', async (t) => {
  const vault = createVault('a secret for tests, long enough to be one');
  const draft: AppealDraft = {
    source: 'service_hall',
    type: 'help',
    category: 'utilities',
    title: '楼内燃气泄漏',
    content: '独居老人家中有燃气味,电话 100 0000 1234',
    placeKind: 'residential',
    appellant: { name: '张某某', phone: '+86 100-0000-1234', address: '示例社区1号楼' },
  };

  const input = sealAppeal(vault, draft);

  t.notMatch(JSON.stringify(input), /张某某|1234|示例社区|老人家/, 'no personal data in clear');
  t.equal(input.party.phoneHash, vault.fingerprint('10000001234'));
  t.equal(vault.open(input.party.phoneSealed ?? ''), '10000001234');
  t.same(input.facts.keywords, ['燃气泄漏', '独居老人']);
  t.equal(sealAppeal(vault, draft).fingerprint, input.fingerprint, 'the same push is known again');
  t.not(sealAppeal(vault, { ...draft, content: '别的' }).fingerprint, input.fingerprint);
  t.equal(plainPhone('0086 (0)10-5555 5678'), '01055555678');
  t.same(findSensitiveWords('路面破损'), []);
});

t.test('recent appeals about one matter', async (t) => {
  const now = at('2026-03-31T12:00');
  const entry = (daysAgo: number, phoneHash: string | null) => ({
    orderKey: daysAgo,
    at: now - daysAgo * 24 * HOUR,
    phoneHash,
  });

  t.equal(matterId('yunxi', { category: 'noise', objectKey: null, unitKey: 7 }), 'yunxi/noise/unit:7');
  t.equal(matterId('yunxi', { category: 'noise', objectKey: ' 3 号楼B', unitKey: 7 }), 'yunxi/noise/unit:7/3号楼b');
  t.equal(matterId('yunxi', { category: 'noise', objectKey: '3号楼B', unitKey: 8 }), 'yunxi/noise/unit:8/3号楼b');
  const entries = [entry(31, 'a'), entry(29, 'b'), entry(2, 'c'), entry(1, 'c'), entry(0.5, null)];
  t.same(
    recent(entries, now).map(({ orderKey }) => orderKey),
    [29, 2, 1, 0.5],
  );
  t.equal(peopleWithin(entries, now, 72 * 3_600_000), 2, 'one who called twice, and one nobody knows');
  let kept: readonly ReturnType<typeof entry>[] = [];
  for (let i = 0; i < 60; i++) kept = remember(kept, { ...entry(0, 'x'), orderKey: i });
  t.equal(kept.length, 50);
  t.equal(kept.at(-1)?.orderKey, 59);
});

t.test('warnings about a limit', async (t) => {
  const limit: WatchedLimit = {
    startAt: at('2026-03-02T10:00'),
    dueAt: at('2026-03-03T10:00'),
    percentages: [50, 80, 100],
  };
  const walk: string[] = [];
  let now = limit.startAt;
  for (let i = 0; i < 7; i++) {
    const next = nextWarningAt(limit, now);
    for (const warning of warningsBetween(limit, now, next)) {
      walk.push(
        `${new Date(next + 8 * HOUR).toISOString().slice(5, 16)} ${warning.kind === 'part' ? warning.percent : warning.kind}`,
      );
    }
    now = next;
  }

  t.same(walk, [
    '03-02T17:00 daily',
    '03-02T22:00 50',
    '03-03T05:12 80',
    '03-03T10:00 100',
    '03-03T17:00 daily',
    '03-04T10:00 supervise',
    '03-04T17:00 daily',
  ]);
  t.same(warningsBetween(limit, at('2026-03-03T06:00'), at('2026-03-03T06:00')), [], 'none twice');
  const odd: WatchedLimit = { startAt: 1, dueAt: 1_000_000, percentages: [33] };
  t.equal(nextWarningAt(odd, 1) % 1000, 0, 'whole seconds, as its date-time text has them');
});
