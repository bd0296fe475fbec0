import type { Category, Level } from '../../domain/appeal/appeal-words.ts';

/** What appeals are about, how often, and how they usually go. Shares are of the orders dispatched to the township. */

export type WhistleKind = 'enforcement' | 'priority' | 'emergency';
/** Which column of shares a township follows: city street, mixed town, mountain township. */
export type Terrain = 'urban' | 'mixed' | 'rural';

export interface CategoryProfile {
  readonly id: Category;
  /** Percent of the township's orders; each column sums to 100. */
  readonly share: Readonly<Record<Terrain, number>>;
  readonly level: Level;
  /** Probability that the case is an emergency (L1) instead: people trapped, gas, supply cut to many. */
  readonly emergency: number;
  /** Probability of a whistle before the township's scale. */
  readonly whistle: number;
  readonly whistleKind: WhistleKind;
  /** Probability, in mixed and rural townships, that the claim turns out untrue or unreasonable and is handed down to the village. */
  readonly handDown: number;
  /** Added to the year's resolution rate: titles and land are hard, rubbish is easy. */
  readonly resolution: number;
  readonly season: Season | null;
  /** What callers say; one is chosen for each appeal. */
  readonly complaints: readonly string[];
}

/** Names of the monthly curves in `seasons.ts`. */
export type Season = 'heating' | 'rain' | 'wages' | 'noise' | 'school' | 'prepaid' | 'building';

export const CATEGORIES: readonly CategoryProfile[] = [
  category('property_mgmt', [14, 12, 0.5], 'L3', 0, 0.1, 'priority', 0.002, 0, null, [
    '物业收费不公示',
    '保洁长期不到位',
    '门禁坏了没人修',
  ]),
  category('parking', [7.5, 5, 1], 'L3', 0, 0.15, 'enforcement', 0.003, 0, null, ['消防通道被车堵住', '路口乱停车']),
  category('heating', [6, 4.5, 1.5], 'L2', 0, 0.08, 'emergency', 0, 0.01, 'heating', ['家里暖气不热', '整栋楼停暖']),
  category('title_deed', [1.5, 4, 0.5], 'L4', 0, 0.45, 'priority', 0, -0.25, null, ['回迁房多年办不了房产证']),
  category('wage_arrears', [2.5, 4, 2.5], 'L3', 0, 0.3, 'enforcement', 0, -0.04, 'wages', [
    '工地拖欠工资',
    '饭店倒闭拖欠两个月工资',
  ]),
  category('prepaid_card', [5.5, 2, 0.2], 'L3', 0, 0.35, 'enforcement', 0.002, -0.06, 'prepaid', [
    '健身卡店铺关门不退费',
    '理发店充值卡无法退款',
  ]),
  category('illegal_building', [5, 5.5, 7], 'L4', 0, 0.4, 'enforcement', 0.03, -0.1, 'building', [
    '邻居在楼顶私搭彩钢房',
    '村口有人占地建房',
  ]),
  category('noise', [8, 5.5, 2.5], 'L3', 0, 0.15, 'enforcement', 0.01, 0.01, 'noise', [
    '工地夜间施工',
    '广场舞音响太大',
  ]),
  category('rural_sewage', [0, 3, 8], 'L3', 0, 0.25, 'priority', 0.04, 0, 'rain', [
    '污水管反水到院里',
    '雨后院子积水排不出去',
  ]),
  category('road_damage', [3, 5.5, 8], 'L3', 0, 0.15, 'priority', 0.01, 0.02, null, ['村路塌了一块', '路灯十天不亮']),
  category('homestead_dispute', [0, 4, 19], 'L4', 0, 0.2, 'priority', 0.28, -0.08, 'building', [
    '邻居建房占了我家滴水',
    '宅基地边界说不清',
  ]),
  category('sanitation', [5, 5.5, 6], 'L2', 0, 0.05, 'priority', 0.01, 0.03, null, [
    '垃圾三天没人清运',
    '河边堆满建筑垃圾',
  ]),
  category('utilities', [4, 4, 6], 'L2', 0.2, 0.2, 'emergency', 0, 0.02, null, ['全村停水', '经常跳闸停电']),
  category('drain_blockage', [4, 3, 1], 'L2', 0, 0.1, 'emergency', 0, 0.02, 'rain', ['单元下水堵了', '化粪池外溢']),
  category('elevator', [3.5, 2.5, 0], 'L2', 0.08, 0.2, 'emergency', 0, 0.01, null, [
    '电梯停运',
    '想加装电梯邻居不同意',
  ]),
  category('ev_charging', [2.5, 3, 0.8], 'L3', 0, 0.3, 'priority', 0, 0.01, null, ['小区没有充电桩', '有人飞线充电']),
  category('consumer_market', [6, 4, 2], 'L3', 0, 0.1, 'enforcement', 0.01, 0.01, null, ['超市卖过期食品', '占道经营']),
  category('social_welfare', [3, 3.5, 6], 'L3', 0, 0.05, 'priority', 0.04, 0.02, null, [
    '想咨询低保怎么办',
    '残疾补贴没发',
  ]),
  category('education', [2, 1.5, 1], 'L3', 0, 0.05, 'priority', 0, 0, 'school', [
    '孩子入学材料被退回',
    '幼儿园名额问题',
  ]),
  category('healthcare', [1.5, 1, 1.5], 'L3', 0, 0.05, 'priority', 0, 0.02, null, [
    '卫生室经常没人',
    '疫苗接种预约不上',
  ]),
  category('land_compensation', [0.5, 4, 6], 'L4', 0, 0.35, 'priority', 0.12, -0.25, null, [
    '征地补偿款没到账',
    '土地流转费拖欠',
  ]),
  category('village_affairs', [0, 2.5, 8], 'L4', 0, 0.1, 'priority', 0.1, -0.08, null, [
    '村里账目不公开',
    '集体分红没有我家',
  ]),
  category('public_security', [2.5, 2, 2.5], 'L2', 0, 0.1, 'emergency', 0.02, 0.02, null, [
    '大型犬不拴绳',
    '楼道电动车电瓶被盗',
  ]),
  category('transit_signal', [2.5, 2, 2], 'L3', 0, 0.2, 'priority', 0, 0, null, ['公交站牌倒了', '路口信号灯时间太短']),
  category('greening', [2.5, 1.5, 1], 'L3', 0, 0.1, 'enforcement', 0.03, 0.02, null, [
    '一楼住户毁绿种菜',
    '树枝遮挡窗户',
  ]),
  category('house_repair', [4.5, 3, 1], 'L3', 0, 0.25, 'priority', 0, -0.02, 'rain', ['顶楼漏雨', '外墙皮脱落']),
  category('other', [3, 2, 4.5], 'L3', 0, 0.08, 'priority', 0.02, 0, null, ['其他生活问题']),
];

// helpers

function category(
  id: Category,
  [urban, mixed, rural]: readonly [number, number, number],
  level: Level,
  emergency: number,
  whistle: number,
  whistleKind: WhistleKind,
  handDown: number,
  resolution: number,
  season: Season | null,
  complaints: readonly string[],
): CategoryProfile {
  return {
    id,
    share: { urban, mixed, rural },
    level,
    emergency,
    whistle,
    whistleKind,
    handDown,
    resolution,
    season,
    complaints,
  };
}
