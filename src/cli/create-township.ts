import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openHost } from '../app.ts';
import { createAccount } from '../commands/organisation/create-account.ts';
import { createOrgUnit } from '../commands/organisation/create-org-unit.ts';
import { readConfig } from '../config.ts';
import { systemActor } from '../domain/actor.ts';
import { systemClock } from '../domain/clock.ts';
import { DomainError } from '../domain/errors.ts';
import { createLog } from '../http/log.ts';
import { hashPassword } from '../http/tokens.ts';
import { seedHandlingUnits, seedWholeTree } from './organisation-seed.ts';
import { deployProcesses } from './deploy-processes.ts';

const HELP = `用法 usage: npm run create-township -- --tenant <id> --name <乡镇名称> --login <账号>

Creates a township with its first administrator, and puts the processes live for it. The host must not be running (SQLite).
  --tenant   stable id, small letters, digits and hyphens, e.g. yunxi
  --name     name of the township, e.g. 云溪镇
  --login    login of its first administrator
The password is taken from JIESU_PASSWORD (at least 12 characters), or made and printed once.
`;

/** @returns the process's exit code */
async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string' },
      name: { type: 'string' },
      login: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { tenant, name, login } = values;
  if (values.help || !tenant || !name || !login || !/^[a-z][a-z0-9-]{1,31}$/.test(tenant)) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const given = process.env['JIESU_PASSWORD'];
  if (given !== undefined && given.length < 12) {
    process.stderr.write('JIESU_PASSWORD: 至少 12 个字符 · at least 12 characters\n');
    return 2;
  }
  const password = given ?? randomBytes(12).toString('base64url');
  const config = readConfig(process.env);
  const host = await openHost({ config, clock: systemClock, log: createLog('warn') });
  try {
    const actor = systemActor('create-township', tenant);
    const { submit } = host.loop;
    const { unitKey } = await submit(
      createOrgUnit,
      { parentKey: null, kind: 'street_township', code: 'township', name },
      { actor },
    );
    await seedHandlingUnits(submit, actor, unitKey);
    await seedWholeTree(submit, actor, unitKey);
    const passwordHash = await hashPassword(password);
    await submit(
      createAccount,
      { login, passwordHash, displayName: login, roles: ['township_admin', 'process_designer'], unitKey },
      { actor },
    );
    await deployProcesses(
      { gate: host.engine, submit },
      fileURLToPath(new URL('../../processes', import.meta.url)),
      actor,
    );
    process.stdout.write(
      `${name} (${tenant}) 已建立。账号 login: ${login}${given === undefined ? `  密码 password: ${password}` : ''}\n`,
    );
    return 0;
  } finally {
    await host.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof DomainError) && !(error instanceof TypeError)) throw error;
  process.stderr.write(`${error instanceof DomainError ? `${error.zh}\n` : ''}${error.message}\n${HELP}`);
  process.exitCode = 2;
}
