import { Random } from '../simulate/random.ts';

/** An order as the hotline pushes it. */
export interface PushedOrder {
  readonly externalNo: string;
  readonly source: 'hotline_12345';
  readonly type: string;
  readonly category: string;
  readonly title: string;
  readonly content: string;
  readonly placeKind: string;
  readonly appellant: { readonly name: string; readonly phone: string; readonly replyWanted: boolean };
}

const MATTERS = [
  ['complaint', 'road_damage', '村口路面破损', '村口路面有坑,下雨积水,请尽快修补。', 'rural'],
  ['help', 'sanitation', '垃圾清运不及时', '垃圾桶三天没有清运,有异味。', 'residential'],
  ['complaint', 'noise', '工地夜间施工噪声', '工地夜里十一点后仍在施工,影响休息。', 'site'],
  ['help', 'drain_blockage', '下水管道堵塞', '楼前下水井外溢,污水流到路上。', 'residential'],
  ['complaint', 'property_mgmt', '物业不维修门禁', '单元门禁坏了一个月,物业没有来修。', 'residential'],
  ['help', 'rural_sewage', '农村排水沟淤堵', '排水沟淤堵,一下雨院里就进水。', 'rural'],
  ['complaint', 'illegal_building', '违法搭建', '邻居在公共通道上搭建棚子。', 'rural'],
  ['suggestion', 'greening', '建议补种行道树', '主路旁的树枯死后一直没有补种。', 'road'],
] as const;

/** The hotline's order number `index` under a seed: always the same one. Everything in it is made up; the telephone is of a range that no operator has. */
export function pushedOrder(seed: string, index: number): PushedOrder {
  const random = new Random(`${seed}/order/${index}`);
  const [type, category, title, content, placeKind] = random.pick(MATTERS);
  return {
    externalNo: `HL-${seed}-${String(index).padStart(5, '0')}`,
    source: 'hotline_12345',
    type,
    category,
    title,
    content: `【模拟】${content}`,
    placeKind,
    appellant: {
      name: `示例${random.pick(['甲', '乙', '丙', '丁'])}`,
      phone: `1000000${String(random.integer(10_000)).padStart(4, '0')}`,
      replyWanted: true,
    },
  };
}
