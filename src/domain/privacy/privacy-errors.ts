import { errorsOf, type ErrorCatalogue } from '../errors.ts';

/** Refusals about evidence and personal data. */
export const PRIVACY_ERRORS = {
  ERR_ATTACHMENT_MISSING: {
    category: 'invalid',
    zh: '没有收到文件。请用 multipart/form-data 上传一个文件。',
    en: 'Expected one file as multipart/form-data, but found none.',
  },
  ERR_ATTACHMENT_TYPE: {
    category: 'invalid',
    zh: '{kindZh}不接受这种文件({found})。可上传:{expected}。',
    en: 'Expected a {kind} of one of the types {expected}, but found {found}.',
  },
  ERR_ATTACHMENT_MISMATCH: {
    category: 'invalid',
    zh: '文件声明为 {declared},内容却是 {found}。请上传原始文件,不要改扩展名。',
    en: 'Expected the content to be {declared} as declared, but found {found}. Send the original file.',
  },
  ERR_ATTACHMENT_TOO_LARGE: {
    category: 'invalid',
    zh: '文件超过 {limit} 字节上限。请压缩后上传,或分成几个文件。',
    en: 'Expected a file of at most {limit} bytes. Compress it, or send it in several files.',
  },
  ERR_ATTACHMENT_BROKEN: {
    category: 'invalid',
    zh: '照片不完整,无法去除其中的位置信息。请重新拍摄或另存后上传。',
    en: 'Expected a whole photo, so that its position can be taken out. Take it again, or save it anew.',
  },
  ERR_ATTACHMENT_COUNT: {
    category: 'conflict',
    zh: '{orderNo} 的附件已达 {limit} 个上限。',
    en: 'Expected at most {limit} files for {orderNo}, and it has them.',
  },
  ERR_ATTACHMENT_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到附件 {key}。',
    en: 'Expected to find attachment {key}, but there is none.',
  },
  ERR_ATTACHMENT_DESTROYED: {
    category: 'conflict',
    zh: '附件 {key} 已按保存期限销毁,只留下记录。',
    en: 'Attachment {key} was destroyed at the end of its retention; only its record is left.',
  },
  ERR_ATTACHMENT_REASON: {
    category: 'forbidden',
    zh: '{kindZh}不能直接下载:请用“查看”并写明理由,每次留痕。',
    en: 'Expected a reason: a {kind} is given out by reveal only, and each time is logged.',
  },
  ERR_ATTACHMENT_FORBIDDEN: {
    category: 'forbidden',
    zh: '您不能打开 {orderNo} 的这类附件:只有承办、核验、回访人员可看;保密诉求的协办单位只看事实。',
    en: 'Only those who handle, verify or call back about {orderNo} open its files; of a confidential appeal, co-handlers get facts only.',
  },
  ERR_REPORT_NEED_TO_KNOW: {
    category: 'forbidden',
    zh: '{orderNo} 是举报:材料和举报人只有指定的两名人员可以查看(信访工作条例第三十条)。',
    en: '{orderNo} is a report of wrongdoing: only the two named people see its material and who reported (Petition Regulation art. 30).',
  },
  ERR_REPORT_ACCUSED: {
    category: 'conflict',
    zh: '“{unit}”是被举报单位或其下级,不得承办、协办或知悉 {orderNo}(信访工作条例第三十条)。请选择其他单位。',
    en: "'{unit}' is accused by {orderNo} or stands below who is, so it neither handles nor learns of it (Petition Regulation art. 30). Choose another unit.",
  },
  ERR_REPORT_OFFICERS: {
    category: 'invalid',
    zh: '举报材料须指定两名不同的在用账号,收到:{found}。',
    en: 'Expected two different active accounts to read reports of wrongdoing, but found {found}.',
  },
  ERR_REVEAL_TOO_OFTEN: {
    category: 'unavailable',
    zh: '一小时内查看个人信息已达 {limit} 次上限。请稍后再试;确有需要的请联系管理员。',
    en: 'Expected at most {limit} reveals of personal data within an hour. Try again later.',
  },
  ERR_ACCESS_CODE: {
    category: 'not_found',
    zh: '单号与查询码不符。请核对回执;查询码遗失的,可到服务大厅凭身份证明重新领取。',
    en: 'Expected the code that belongs to this number. Check the receipt; a lost code is issued anew at the service hall.',
  },
  ERR_CORRECTION_EMPTY: {
    category: 'invalid',
    zh: '没有要更正的内容。可更正:姓名、电话、住址。',
    en: 'Expected something to correct: name, phone or address.',
  },
  ERR_DELETION_DURING: {
    category: 'conflict',
    zh: '{orderNo} 尚在办理(“{stateZh}”),个人信息是履行法定职责所必需,暂不能删除(个人信息保护法第十三条)。办结后可再申请。',
    en: "{orderNo} is still in state '{state}': the data is needed for a statutory duty and cannot be deleted yet (Personal Information Protection Law art. 13). Ask again when it has ended.",
  },
  ERR_DELETION_RETAINED: {
    category: 'conflict',
    zh: '{orderNo} 的个人信息须依法保存至 {until},届时自动销毁;此前只存储、不作他用(个人信息保护法第四十七条)。',
    en: 'Personal data of {orderNo} is kept until {until} as the law demands and then destroyed; until then it is stored and not used otherwise (Personal Information Protection Law art. 47).',
  },
} as const satisfies ErrorCatalogue;

export const privacyError = errorsOf(PRIVACY_ERRORS);
