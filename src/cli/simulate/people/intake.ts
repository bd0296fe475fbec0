import { isUrgent } from './people.ts';
import type { Acts } from './acting.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** 受理 and 签批: registrar, secretary, response office. */
export const INTAKE: Acts = {
  verify({ appeal, draw }, { at, variables }) {
    const { behaviour, placeText, category, type } = appeal;
    const { screening, complete, level } = behaviour;
    const asked = at > appeal.at + behaviour.registerAfter + HOUR;
    return {
      at: at + behaviour.registerAfter,
      variables: {
        screening: {
          complete: asked || (complete && placeText !== null),
          emergency: screening === 'emergency',
          legalChannel: screening === 'legal_channel' ? 'required' : 'none',
          petition: screening === 'petition',
          sameMatter: screening === 'in_process',
          newFact: false,
          sameCase: false,
          secret: false,
          immoral: screening === 'immoral',
          inDuty: screening !== 'beyond_duty',
          inArea: true,
          answerable: type === 'consult',
        },
        facts: {
          ...(variables['facts'] as object | undefined),
          risk: level === 'L1' ? 'high' : 'low',
          supplyCut: category.id === 'utilities' && level === 'L2',
          departments: draw.weighted([
            [1, 80],
            [2, 17],
            [3, 3],
          ]),
          affected: draw.weighted([
            [1, 70],
            [5, 25],
            [60, 5],
          ]),
        },
      },
    };
  },
  answer: (people, task) =>
    people.inOffice(task, 40 * MINUTE, { answerKind: 'phone', publicReply: '【模拟】已电话答复。' }),
  consult(people, task) {
    const consultation = people.draw.weighted([
      ['unit', 85],
      ['dispute', 10],
      ['external', 5],
    ]);
    return people.inOffice(task, 50 * MINUTE, {
      consultation,
      ...(consultation === 'unit' && { unitCode: 'urban_construction' }),
    });
  },
  sign_off: signOff,
  sign_off_delegated: signOff,
  sign_off_after: signOff,
};

// helpers

function signOff(...[people, task]: Parameters<Acts[string]>): ReturnType<Acts[string]> {
  const { signOffAfter } = people.appeal.behaviour;
  return {
    at: isUrgent(task) ? task.at + signOffAfter : people.working(task.at, signOffAfter),
    variables: { signOff: 'approve' },
  };
}
