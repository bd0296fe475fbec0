import { pino } from 'pino';
import { openHost } from '../../app.ts';
import type { Host } from '../../app.ts';
import { registerAppeal } from '../../commands/appeal/register-appeal.ts';
import { reportFinding } from '../../commands/proactive/report-finding.ts';
import { sealAppeal } from '../../domain/appeal/appeal-draft.ts';
import type { AppealDraft } from '../../domain/appeal/appeal-draft.ts';
import { systemActor } from '../../domain/actor.ts';
import type { Actor } from '../../domain/actor.ts';
import { DAY_MS, startOfDay } from '../../domain/day.ts';
import { sealFinding } from '../../domain/proactive/finding-draft.ts';
import type { FindingDraft } from '../../domain/proactive/finding-draft.ts';
import { FINDING_KINDS } from '../../domain/proactive/proactive-words.ts';
import { TABLES } from '../../domain/tables.ts';
import { EngineWorker } from '../../engine/worker-client.ts';
import { fireDueTimers } from '../../jobs/fire-due-timers.ts';
import { tellClusters } from '../../jobs/tell-clusters.ts';
import { createVault } from '../../store/vault.ts';
import { deployProcesses, readResources } from '../deploy-processes.ts';
import { checksOf } from './checks.ts';
import { Chronicle } from './chronicle.ts';
import { drive } from './drive.ts';
import { findings } from './findings.ts';
import type { SyntheticFinding } from './findings.ts';
import { generateAppeals, startOfPeriod } from './generator.ts';
import type { SyntheticAppeal } from './synthetic-appeal.ts';
import { identityNumbersIn } from './identity-scan.ts';
import { Mirror } from './mirror.ts';
import type { SimulationOptions } from './options.ts';
import { formsOf } from './people/by-form.ts';
import { randomOf } from './random.ts';
import { ratesOf, recount } from './rates.ts';
import { unreached } from './reached.ts';
import { reportOf } from './report.ts';
import { positionOf, seedAccounts, seedGrids, seedRosters, seedTownship } from './township.ts';

const TENANT = 'simulation';
/** Long enough for the longest: suspensions reviewed monthly, a dozen round tables, and the month before archiving. */
const RUN_ON = 365 * DAY_MS;
/** A new step that a busy machine takes long over comes out the same, ms. */
const PATIENCE = 600_000;
/** Only made-up people are sealed with it. */
const SECRET = 'a secret for synthetic data only';

/** What came of a simulation. */
export interface Simulated {
  /** The report; the same options give the same text. */
  readonly report: string;
  /** Whether everything is as the rules say. */
  readonly passed: boolean;
  /** Places of diagrams and tables that cases came to. */
  readonly reached: ReadonlySet<string>;
}

/**
 * Plays a township's appeals through the real host on a virtual clock.
 *
 * @param dataDir - an empty folder for the database
 * @param processes - folder of the diagrams
 * @param tell - told how far it has come, 0…1
 */
export async function simulate(
  options: SimulationOptions,
  dataDir: string,
  processes: string,
  tell: (share: number, text: string) => void,
): Promise<Simulated> {
  const start = startOfDay(startOfPeriod(options));
  const end = startOfDay(options.asOf);
  let now = start;
  const random = (what: string) => randomOf(`${what} ${options.preset.name} ${options.seed}`, options.broad ?? false);
  const clock = { now: () => now };
  const log = pino({ level: 'error' }, pino.destination(2));
  const worker = new EngineWorker({ timeoutMs: PATIENCE });
  const host = await openHost({ config: { databaseUrl: null, dataDir, nodeId: 'simulation' }, clock, log, worker });
  try {
    const { submit } = host.loop;
    const actor = systemActor('simulate', TENANT);
    const mirror = new Mirror();
    const chronicle = new Chronicle();
    host.loop.onCommitted(mirror.listen);
    host.loop.onCommitted(chronicle.listen);
    const vault = createVault(SECRET);
    const seal = (text: string): string => vault.seal(text);
    const villages = await seedTownship(submit, actor, options.preset);
    await seedRosters(submit, actor, villages, seal('示例人员'));
    await seedAccounts(submit, actor);
    const files = readResources(processes);
    const grids = await seedGrids(submit, actor, options.preset, villages);
    const deployed = await deployProcesses({ gate: host.engine, submit }, processes, actor);
    const processIds = new Map(
      deployed?.processes.map(({ processDefinitionKey, processId }) => [processDefinitionKey, processId]),
    );
    const reference = host.references.of(TENANT);
    const appeals = generateAppeals({ ...options, calendar: reference.calendar });
    const found = findings(
      options.preset,
      startOfPeriod(options),
      options.asOf,
      random('findings'),
      reference.calendar,
    );
    // one at a time: timers of the same instant have no promised order when they wait together
    const timers = fireDueTimers({ store: host.store.duties, submit, clock, log, limit: 1 });
    const tellers = tellClusters({ store: host.store.duties, submit, log });

    const driven = await drive(
      {
        submit,
        actor,
        mirror,
        moveTo: (instant) => void (now = Math.max(now, instant)),
        register: (appeal) => submit(registerAppeal, sealAppeal(vault, draftOf(appeal, villages)), { actor }),
        report: (finding) =>
          submit(reportFinding, sealFinding(vault, findingDraftOf(finding, grids)), {
            actor: reporterOf(finding, actor),
          }),
        processOf: (key) => processIds.get(key) ?? '',
        seal,
        fingerprint: (text) => vault.fingerprint(text),
        fireTimers: async () => {
          let fired = 0;
          for (let more = true; more;) {
            const tick = await timers.tick();
            if (tick.failed > 0) throw new Error(`${tick.failed} timers could not be fired`);
            fired += tick.done;
            more = tick.more;
          }
          while ((await tellers.tick()).more);
          return fired;
        },
      },
      { appeals, findings: found },
      {
        random: random('people'),
        basis: reference,
        forms: formsOf(files),
        until: end + RUN_ON,
        tell: (at, called) => tell(progress(at, start, end), `${called}/${appeals.length} 件 appeals`),
      },
    );
    tell(1, `${appeals.length}/${appeals.length} 件 appeals`);
    const orders = [...mirror.orders.values()];
    const rates = ratesOf([...mirror.callbacks.values()]);
    const checks = checksOf(
      options,
      {
        appeals,
        orders,
        journeys: chronicle.journeys,
        deadlines: chronicle.deadlines,
        causes: chronicle.causes(),
        incidents: [...mirror.incidents.values()],
        findings: found.length,
        endings: mirror.endings,
        worksheet: [...chronicle.worksheet.values()],
        handDowns: [...chronicle.handDowns.values()],
        conversions: [...chronicle.conversions.values()],
        rates,
        recounted: recount(await host.store.reader('callback')),
        identityNumbers: identityNumbersIn(JSON.stringify(appeals)) + (await identityNumbersOnDisk(host.store)),
      },
      reference,
    );
    const endings = [...mirror.endings.values()];
    const { commands, incidents } = mirror;
    return {
      report: reportOf(
        options,
        {
          ...driven,
          appeals,
          orders,
          endings,
          requests: [...chronicle.requests.values()],
          notices: [...chronicle.notices.values()],
          rates,
          checks,
          unreached: unreached(files, chronicle.reach.places),
          commands,
          incidents: incidents.size,
        },
        reference,
      ),
      passed: checks.every(({ passed }) => passed),
      reached: chronicle.reach.places,
    };
  } finally {
    await host.close();
    await worker.close();
  }
}

// helpers

async function identityNumbersOnDisk({ reader }: Host['store']): Promise<number> {
  let found = 0;
  for (const { name } of TABLES) {
    for (const row of (await reader(name)) as object[]) found += identityNumbersIn(JSON.stringify(row));
  }
  return found;
}

function draftOf({ person, ...appeal }: SyntheticAppeal, villages: readonly number[]): AppealDraft {
  const { externalNo, source, type, category, title, content, placeKind, objectKey, at } = appeal;
  const unitKey = villages[appeal.village];
  return {
    externalNo,
    source,
    type,
    category: category.id,
    title,
    content,
    placeKind,
    ...(unitKey !== undefined && { unitKey }),
    ...(objectKey !== null && { objectKey }),
    occurredAt: at,
    facts: { crowd: appeal.crowd, ...(appeal.statutoryDays !== null && { statutoryDays: appeal.statutoryDays }) },
    appellant: { name: person.name, phone: person.phone, address: person.address },
  };
}

function findingDraftOf(
  { kind, category, placeKind, title, grid, objectKey, safety }: SyntheticFinding,
  grids: readonly number[],
): FindingDraft {
  const gridKey = grid === null ? undefined : grids[grid];
  return {
    kind,
    category: category.id,
    placeKind,
    title,
    content: `【模拟】${title}`,
    safety,
    ...(objectKey !== null && { objectKey }),
    ...(gridKey === undefined
      ? { photos: [{ mediaType: 'image/png', data: '' }] }
      : { gridKey, position: positionOf(grid ?? 0) }),
  };
}

/** Residents report without an account; everything else one of those who may. */
function reporterOf({ kind, grid }: SyntheticFinding, actor: Actor): Actor {
  const [role] = FINDING_KINDS[kind].by;
  return role === undefined
    ? actor
    : { ...actor, kind: 'person', id: `synthetic ${role} ${grid ?? ''}`, roles: [role] };
}

/** The months with calls are nearly all of the work. */
function progress(at: number, start: number, end: number): number {
  const share = (at - start) / (end - start);
  return share < 1 ? 0.9 * share : 0.9 + 0.1 * Math.min(1, (at - end) / RUN_ON);
}
