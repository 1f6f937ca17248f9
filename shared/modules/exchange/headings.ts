import { foldWidth } from './cells/fold'
import { type Column, type Field, fieldsOfKind, type RosterKind } from './model'

/** Ways to head a column. The first of each list is what an own template uses. */
const MEMBER_HEADINGS: Partial<Record<Field, readonly string[]>> = {
  name: ['姓名', '党员姓名', '名字', '人员姓名', '员工姓名'],
  idNumber: [
    '身份证号',
    '公民身份号码',
    '公民身份证号码',
    '身份证号码',
    '身份号码',
    '证件号码',
    '证件号',
    '居民身份证号',
    '身份证',
  ],
  sex: ['性别'],
  ethnicity: ['民族'],
  birthOn: ['出生日期', '出生年月日', '出生年月', '生日', '出生时间'],
  education: ['学历', '文化程度', '最高学历', '学历层次', '全日制学历', '学历情况'],
  membership: ['人员类别', '党员类别', '政治面貌', '党员类型', '党员身份', '类别', '正式或预备', '是否预备党员'],
  branch: [
    '所在党支部',
    '支部名称',
    '所属支部',
    '所在支部',
    '党支部',
    '党支部名称',
    '所属党支部',
    '所在党支部名称',
    '现所在支部',
    '支部',
    '所属党组织',
    '所在党组织',
    '党组织名称',
    '党组织',
  ],
  group: ['党小组', '所在党小组', '党小组名称', '所属党小组', '小组'],
  team: ['班组', '所在班组', '班组名称', '所属班组', '作业班组', '工班', '所在工班', '部门班组', '班组部门'],
  duty: ['党内职务', '党务职务', '支部职务', '党内任职', '党内现任职务', '职务', '支委职务'],
  dutyFrom: [
    '任职日期',
    '任职时间',
    '党内任职时间',
    '党内任职日期',
    '任现职时间',
    '任现职日期',
    '现任职务时间',
    '任职年月',
    '任职起始日期',
  ],
  joinedOn: [
    '入党时间',
    '加入党组织日期',
    '入党日期',
    '加入党组织时间',
    '加入中共组织日期',
    '入党年月',
    '加入中国共产党日期',
    '入党年月日',
    '何时入党',
  ],
  fullOn: [
    '转正时间',
    '转为正式党员日期',
    '转正日期',
    '转为正式党员时间',
    '转正年月',
    '预备党员转正日期',
    '按期转正日期',
  ],
  post: ['工作岗位', '岗位', '行政职务', '工作单位及职务', '单位及职务', '岗位名称', '从事岗位', '现任职务', '工种'],
  phone: ['手机', '联系电话', '手机号', '手机号码', '电话', '联系方式', '电话号码', '移动电话', '本人电话'],
  address: ['家庭住址', '住址', '家庭地址', '现居住地', '居住地址', '通讯地址', '现住址', '户籍地址'],
}

const ORGANIZATION_HEADINGS: Partial<Record<Field, readonly string[]>> = {
  name: ['党组织名称', '组织名称', '名称', '支部名称', '党支部名称', '单位名称', '党组织全称', '机构名称', '部门名称'],
  kind: ['组织类别', '类别', '党组织类别', '组织类型', '类型', '党组织类型', '机构类别'],
  parent: [
    '上级党组织',
    '上级组织',
    '上级党组织名称',
    '上级单位',
    '隶属',
    '隶属党组织',
    '所属上级',
    '上级',
    '所属党委',
    '所属单位',
    '上级组织名称',
  ],
  foundedOn: [
    '成立日期',
    '成立时间',
    '批准成立日期',
    '建立时间',
    '建立日期',
    '设立日期',
    '建立党组织日期',
    '批准成立时间',
  ],
  secretary: ['书记', '书记姓名', '党组织书记', '支部书记', '党支部书记', '现任书记', '党组织书记姓名', '负责人'],
}

const HEADINGS: Record<RosterKind, Partial<Record<Field, readonly string[]>>> = {
  members: MEMBER_HEADINGS,
  organizations: ORGANIZATION_HEADINGS,
}

/** Headings that contain a known one but speak of somebody or something else. */
const ELSEWHERE =
  /介绍人|配偶|联系人|入党时|转正时|转入|转出|紧急|子女|父亲|母亲|家属|申请|培养|原所在|学位|参加工作|固定电话|办公电话|副书记/

/** A heading without line breaks, notes in brackets, stars, units and “必填”. */
export function cleanHeading(text: string): string {
  return foldWidth(text)
    .replace(/[([【〔「][^)\]】〕」]*[)\]】〕」]/g, '')
    .replace(/(必填|选填|请填写|请选择|格式[:：].*$|如[:：].*$|例[:：].*$|注[:：].*$)/g, '')
    .replace(/[\s*★●:：、,，.。_"“”'-]+/g, '')
    .trim()
}

/** How well a heading names a field: 0 not at all, 2 exactly, between 0 and 1 when it only contains a known wording. */
function fitness(heading: string, wordings: readonly string[]): number {
  if (wordings.includes(heading)) return 2 - wordings.indexOf(heading) * 0.01
  if (heading.length > 20 || ELSEWHERE.test(heading)) return 0
  const inside = wordings.filter((wording) => wording.length >= 2 && heading.includes(wording))
  return Math.max(0, ...inside.map((wording) => wording.length / (heading.length + 1)))
}

/** Matches the headings of one row with the fields of a kind: each field gets its best column, each column at most one field. */
export function mapColumns(kind: RosterKind, headings: readonly string[]): Column[] {
  const cleaned = headings.map(cleanHeading)
  const offers = fieldsOfKind(kind)
    .flatMap((field) =>
      cleaned.map((heading, index) => ({
        field,
        index,
        score: heading ? fitness(heading, HEADINGS[kind][field] ?? []) : 0,
      })),
    )
    .filter((offer) => offer.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
  const fieldOf = new Map<number, Field>()
  const taken = new Set<Field>()
  for (const { field, index } of offers) {
    if (taken.has(field) || fieldOf.has(index)) continue
    taken.add(field)
    fieldOf.set(index, field)
  }
  return headings.flatMap((heading, index) => {
    const text = heading.replace(/\s+/g, ' ').trim()
    return text === '' ? [] : [{ index, heading: text.slice(0, 60), field: fieldOf.get(index) ?? null }]
  })
}
