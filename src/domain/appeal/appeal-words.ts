/** Closed lists of words about appeals: what a column, a form or a decision table may hold. Labels in `zh` are what people read. */

/** Where an appeal came from. */
export const APPEAL_SOURCES = {
  hotline_12345: { zh: '12345热线', en: '12345 hotline' },
  hotline_8890: { zh: '8890便民热线', en: '8890 service line' },
  service_hall: { zh: '大厅来访', en: 'Service hall' },
  web: { zh: '网站', en: 'Web' },
  wechat: { zh: '微信', en: 'WeChat' },
  snap_and_report: { zh: '随手拍', en: 'Snap and report' },
  grid: { zh: '网格上报', en: 'Grid' },
  patrol: { zh: '巡查', en: 'Patrol' },
  leader_reception: { zh: '领导接访', en: 'Leader reception' },
  superior_task: { zh: '上级交办', en: 'Task from above' },
  livelihood_research: { zh: '民情调研', en: 'Livelihood research' },
  media: { zh: '媒体', en: 'Media' },
} as const;
export type AppealSource = keyof typeof APPEAL_SOURCES;

/** What is asked for (Regulation art. 2), with praise and other for statistics. */
export const APPEAL_TYPES = {
  consult: { zh: '咨询', en: 'Consultation' },
  help: { zh: '求助', en: 'Request for help' },
  complaint: { zh: '投诉', en: 'Complaint' },
  report: { zh: '举报', en: 'Report of wrongdoing' },
  suggestion: { zh: '建议', en: 'Suggestion' },
  praise: { zh: '表扬', en: 'Praise' },
  other: { zh: '其他', en: 'Other' },
} as const;
export type AppealType = keyof typeof APPEAL_TYPES;

/** What it is about. */
export const CATEGORIES = {
  property_mgmt: { zh: '物业管理', en: 'Property management' },
  parking: { zh: '停车管理', en: 'Parking' },
  heating: { zh: '供暖', en: 'Heating' },
  title_deed: { zh: '房产证/回迁产权', en: 'Title deed' },
  wage_arrears: { zh: '欠薪', en: 'Wage arrears' },
  prepaid_card: { zh: '预付费退费', en: 'Prepaid consumption' },
  illegal_building: { zh: '违法建设(拆违)', en: 'Illegal building' },
  noise: { zh: '噪声扰民', en: 'Noise' },
  rural_sewage: { zh: '农村污水/排水', en: 'Rural sewage' },
  road_damage: { zh: '道路破损/路灯', en: 'Road damage' },
  homestead_dispute: { zh: '宅基地/邻里建房纠纷', en: 'Homestead dispute' },
  sanitation: { zh: '环境卫生/垃圾清运', en: 'Sanitation' },
  utilities: { zh: '供水供电供气', en: 'Utilities' },
  drain_blockage: { zh: '下水管道堵塞', en: 'Drain blockage' },
  elevator: { zh: '电梯故障/加装', en: 'Lift' },
  ev_charging: { zh: '电动车充电/车棚/充电桩', en: 'EV charging' },
  consumer_market: { zh: '消费维权/市场秩序', en: 'Consumer and market' },
  social_welfare: { zh: '社保救助/养老助残', en: 'Social welfare' },
  education: { zh: '入学入园/培训', en: 'Education' },
  healthcare: { zh: '医疗卫生', en: 'Healthcare' },
  land_compensation: { zh: '征地拆迁/土地流转', en: 'Land and compensation' },
  village_affairs: { zh: '村务公开/收益分配', en: 'Village affairs' },
  public_security: { zh: '治安/犬只/户籍', en: 'Public security' },
  transit_signal: { zh: '公交/信号灯/交通设施', en: 'Transit and signals' },
  greening: { zh: '绿化/毁绿占绿', en: 'Greening' },
  house_repair: { zh: '房屋漏雨/维修/老旧改造', en: 'House repair' },
  other: { zh: '其他', en: 'Other' },
} as const;
export type Category = keyof typeof CATEGORIES;

/** What kind of place it is about. */
export const PLACE_KINDS = {
  residential: { zh: '物业小区', en: 'Residential estate' },
  rural: { zh: '农村', en: 'Rural' },
  commercial: { zh: '商圈', en: 'Commercial' },
  road: { zh: '道路', en: 'Road' },
  site: { zh: '工地', en: 'Building site' },
  central_heating: { zh: '集中供热', en: 'Central heating' },
  other: { zh: '其他', en: 'Other' },
} as const;
export type PlaceKind = keyof typeof PLACE_KINDS;

/** Response levels, most urgent first. */
export const LEVELS = ['L1', 'L2', 'L3', 'L4'] as const;
export type Level = (typeof LEVELS)[number];

/** How a limit counts: from the minute, in calendar days, or in working days. Day limits do not count the first day. */
export type LimitUnit = 'hours' | 'natural_days' | 'working_days';

/** Answer to the satisfaction question of a callback. */
export const SATISFACTIONS = {
  satisfied: { zh: '满意', en: 'Satisfied' },
  basically_satisfied: { zh: '基本满意', en: 'Basically satisfied' },
  dissatisfied: { zh: '不满意', en: 'Dissatisfied' },
  unrated: { zh: '未评', en: 'Unrated' },
} as const;
export type Satisfaction = keyof typeof SATISFACTIONS;

/** How an order is struck off: on time, problem zeroed, task delivered. */
export const CLOSING_LABELS = {
  struck_off_on_time: { zh: '按时销号', en: 'Struck off on time' },
  problem_zeroed: { zh: '问题归零', en: 'Problem zeroed' },
  task_delivered: { zh: '任务兑现', en: 'Task delivered' },
} as const;
export type ClosingLabel = keyof typeof CLOSING_LABELS;
