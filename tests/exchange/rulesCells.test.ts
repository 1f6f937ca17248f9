import { addDays, plainDate } from '@shared/core/plainDate'
import { readDate } from '@shared/modules/exchange/cells/dates'
import { readDuties } from '@shared/modules/exchange/cells/duties'
import { readIdNumber, sexOf } from '@shared/modules/exchange/cells/idNumbers'
import { readName } from '@shared/modules/exchange/cells/names'
import { chineseNumber, findNumber } from '@shared/modules/exchange/cells/numerals'
import { readPhone } from '@shared/modules/exchange/cells/phones'
import { findEthnicity, findMembership, findOrganizationKind, findSex } from '@shared/modules/exchange/cells/vocabulary'
import { idNumberCheckDigit } from '@shared/modules/people/rules'
import fc from 'fast-check'
import { oldIdNumber, rosterIdNumber } from '../support/rosters/people'

const days = fc.integer({ min: 0, max: 30_000 }).map((n) => addDays(plainDate('1930-01-01'), n))

describe('日期', () => {
  test.each([
    ['2019-06-01', '2019-06-01', ''],
    ['2019/6/1', '2019-06-01', '日期写法统一为年-月-日'],
    ['2019.6.1', '2019-06-01', '日期写法统一为年-月-日'],
    ['2019.6.1.', '2019-06-01', '日期写法统一为年-月-日'],
    ['2019年6月1日', '2019-06-01', '日期写法统一为年-月-日'],
    ['2019年06月01号', '2019-06-01', '日期写法统一为年-月-日'],
    ['20190601', '2019-06-01', '日期写法统一为年-月-日'],
    ['2019-06-01 00:00:00', '2019-06-01', '日期写法统一为年-月-日'],
    ['２０１９－０６－０１', '2019-06-01', '全角数字已换成半角'],
    ['二〇一九年六月十一日', '2019-06-11', '日期写法统一为年-月-日'],
    ['2019.6.1（预备）', '2019-06-01', '去掉了括号里的说明'],
    ['13/6/2019', '2019-06-13', '日期写法统一为年-月-日'],
    ['43252', '2018-06-01', '表格把日期存成了数字，已换算'],
    ['43252.75', '2018-06-01', '表格把日期存成了数字，已换算'],
  ])('“%s”是 %s', (text, day, how) => {
    expect(readDate(text)).toEqual({ kind: 'day', day, how })
  })

  test('从 1904 年起算的表格差 1462 天', () => {
    expect(readDate('41790', true)).toMatchObject({ day: '2018-06-01' })
  })

  test.each(['2019.6', '2019年6月', '2019-06', '201906', '2019/6', '2019', '2019.1'])('“%s”不到日，不猜', (text) => {
    expect(readDate(text)).toMatchObject({ kind: 'partial', year: 2019 })
  })

  test('2019.1 可能是 1 月也可能是 10 月，连月份也不认', () => {
    expect(readDate('2019.1')).not.toHaveProperty('month')
    expect(readDate('2019年1月')).toMatchObject({ month: 1 })
  })

  test.each(['2019-02-30', '2019年13月1日', '85.7.1', '1/6/2019', '前年', '20191301', '99999999', '1'])(
    '“%s”要人来定',
    (text) => {
      expect(readDate(text).kind).toBe('unclear')
    },
  )

  test.each(['', ' ', '无', '—', '/', '　'])('“%s”是空的', (text) => {
    expect(readDate(text)).toEqual({ kind: 'blank' })
  })

  test('任何一天用五种写法和数字写出来，读回来都是同一天', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [y = '', m = '', d = ''] = day.split('-')
        const plain = `${Number(m)}/${Number(d)}`
        const ways = [
          day,
          `${y}/${plain}`,
          `${y}.${plain.replace('/', '.')}`,
          `${y}年${Number(m)}月${Number(d)}日`,
          `${y}${m}${d}`,
        ]
        if (day > '1927-06-01') ways.push(String(Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569))
        for (const text of ways) expect(readDate(text)).toMatchObject({ kind: 'day', day })
      }),
    )
  })

  test('随便什么文字都读得完，给出的日子一定存在', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.boolean(), (text, date1904) => {
        const reading = readDate(text, date1904)
        if (reading.kind === 'day') expect(plainDate(reading.day)).toBe(reading.day)
      }),
    )
  })
})

describe('身份证号', () => {
  test('国家标准里的例子：11010519491231002 的校验位是 X', () => {
    expect(idNumberCheckDigit('11010519491231002')).toBe('X')
    expect(idNumberCheckDigit('44052418800101001')).toBe('4')
  })

  const number = rosterIdNumber(7, '1980-03-05')
  test.each([
    [number, ''],
    [` ${number} `, ''],
    [`'${number}`, ''],
    [`="${number}"`, ''],
    [`${number.slice(0, 6)} ${number.slice(6)}`, '号码里的空格已去掉'],
    [number.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)), '全角数字已换成半角'],
    [oldIdNumber(number), '15 位旧号码，已按规则升为 18 位'],
  ])('%#：读得出来', (text, how) => {
    expect(readIdNumber(text)).toEqual({ kind: 'number', number, how })
  })

  test('小写 x 改为大写', () => {
    expect(readIdNumber('11010519491231002x')).toEqual({
      kind: 'number',
      number: '11010519491231002X',
      how: '末位字母已改为大写',
    })
  })

  test.each([
    [`${number.slice(0, 17)}${number.endsWith('0') ? '1' : '0'}`, '末位对不上，可能抄错一位'],
    [number.slice(0, 17), '应为 18 位，这里有 17 位'],
    ['1.10105E+17', '表格把号码存成了数字，后几位已经丢失，请对照证件填写'],
    ['990000198002300012', '中间的出生日期不存在，可能抄错了'],
    ['E12345678', '不像身份证号，请核对；用其他证件的可以先空着'],
  ])('%#：要人来定，原因里不带号码', (text, reason) => {
    expect(readIdNumber(text)).toEqual({ kind: 'unclear', reason })
    expect(reason).not.toContain(text)
  })

  test('抄错任何一位、换任何相邻两位，都发现得了', () => {
    fc.assert(
      fc.property(fc.nat(99_999), days, fc.nat(17), fc.integer({ min: 1, max: 9 }), (i, birth, place, add) => {
        const good = rosterIdNumber(i, birth)
        const digit = good.charAt(place) === 'X' ? 10 : Number(good.charAt(place))
        const other = place === 17 ? '0123456789X'.charAt((digit + add) % 11) : String((digit + add) % 10)
        const bad = good.slice(0, place) + other + good.slice(place + 1)
        expect(readIdNumber(good)).toMatchObject({ number: good })
        expect(readIdNumber(bad).kind).toBe('unclear')
        const next = Math.min(place, 16)
        const swapped = good.slice(0, next) + good.charAt(next + 1) + good.charAt(next) + good.slice(next + 2)
        if (swapped !== good) expect(readIdNumber(swapped).kind).toBe('unclear')
      }),
    )
  })

  test('倒数第二位单数为男', () => {
    expect(sexOf('110105194912310038')).toBe('male')
    expect(sexOf('11010519491231002X')).toBe('female')
  })
})

describe('姓名', () => {
  test.each([
    ['党员甲', '党员甲', ''],
    ['张 三', '张三', '姓名中间有空格，已去掉'],
    ['张　三', '张三', '姓名中间有空格，已去掉'],
    ['党员乙（书记）', '党员乙', '去掉了姓名后面的注记'],
    ['党员丙*', '党员丙', '去掉了姓名后面的注记'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提', '间隔号已统一'],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提', ''],
  ])('“%s”读作“%s”', (text, name, how) => {
    expect(readName(text)).toEqual({ kind: 'name', name, how })
  })
  test.each(['张', '张三1', '张三、李四'])('“%s”要人来定', (text) => {
    expect(readName(text).kind).toBe('unclear')
  })
})

describe('手机号码', () => {
  test.each([
    ['19900000001', '19900000001', ''],
    ['199 0000 0001', '19900000001', '号码已统一为 11 位数字'],
    ['+86-199-0000-0001', '19900000001', '号码已统一为 11 位数字'],
    ['１９９００００００01', '19900000001', '号码已统一为 11 位数字'],
  ])('“%s”', (text, phone, how) => {
    expect(readPhone(text)).toEqual({ kind: 'phone', phone, how })
  })
  test('固定电话不是手机', () => {
    expect(readPhone('010-12345678')).toEqual({ kind: 'landline' })
  })
  test.each(['1990000000', '19900000001/19900000002', '1.99E+10'])('“%s”要人来定，原因里不带号码', (text) => {
    const reading = readPhone(text)
    expect(reading).toMatchObject({ kind: 'unclear' })
    expect(JSON.stringify(reading)).not.toContain(text)
  })
})

describe('用语', () => {
  test.each([
    ['正式党员', 'full'],
    ['正式', 'full'],
    ['中共党员', 'full'],
    ['01', 'full'],
    ['中共预备党员', 'probationary'],
    ['中共党员（预备）', 'probationary'],
    ['02', 'probationary'],
    ['共青团员', 'none'],
    ['民盟', undefined],
  ])('人员类别“%s”', (text, value) => {
    expect(findMembership(text)).toBe(value)
  })
  test.each([
    ['书记', ['secretary']],
    ['党支部书记', ['secretary']],
    ['副书记兼组织委员', ['deputySecretary', 'organizationCommissioner']],
    ['书记、宣传委员', ['secretary', 'publicityCommissioner']],
    ['组织、宣传委员', ['organizationCommissioner', 'publicityCommissioner']],
    ['纪律检查委员', ['disciplineCommissioner']],
    ['青年委员', ['committeeMember']],
    ['党小组长', ['groupLeader']],
    ['党员', []],
  ])('党内职务“%s”', (text, roles) => {
    expect(readDuties(text)).toEqual({ roles, unknown: [] })
  })
  test.each(['党委书记', '工会主席', '系统管理员', 'administrator'])('“%s”不是支部职务，不任命', (text) => {
    expect(readDuties(text)).toEqual({ roles: [], unknown: [text] })
  })
  test('民族、性别、组织类别', () => {
    expect([findEthnicity('汉'), findEthnicity('01'), findEthnicity('土家族'), findEthnicity('火星')]).toEqual([
      '汉族',
      '汉族',
      '土家族',
      undefined,
    ])
    expect([findSex('男'), findSex('F'), findSex('2'), findSex('？')]).toEqual(['male', 'female', 'female', undefined])
    expect(
      [
        '第一党支部',
        '机关党总支',
        '公司党委',
        '第一党小组',
        '示范路桥第一分公司',
        '某某项目经理部',
        '养护班',
        '综合部',
        '分公司纪委',
      ].map(findOrganizationKind),
    ).toEqual([
      'branch',
      'generalBranch',
      'partyCommittee',
      'partyGroup',
      'unit',
      'unit',
      'team',
      'department',
      'discipline',
    ])
  })
  test('一到九十九的中文数字来回一致', () => {
    for (let n = 1; n <= 99; n += 1) expect(findNumber(chineseNumber(n))).toBe(n)
    expect(findNumber('三一')).toBeUndefined()
  })
})
