import { costTable } from '../scenario/costs'
import type { UiRuntime } from '../ui/driver'
import { accept, appeal, expectRescored, readRuling } from './appeal'
import { comeLate, expectBoard, lookAtBoard, readNames } from './board'
import { expectCertificates, openCertificate } from './certificates'
import { closeCampaign } from './closeCampaign'
import { createCampaign } from './createCampaign'
import { importBank } from './importBank'
import { readAndLearn } from './learn'
import { enterEverybody, type Month, startMonth } from './month'
import { pushFirstDay } from './push'
import { sitExam } from './sitExam'
import { comeToEvent, contend, expectHours } from './takePart'

/** 安全生产月 — from a messy bank to the summary, with forty workers, played on one runtime. Each act is a test. */
export function playSafetyMonth(runtime: UiRuntime): void {
  let month: Month
  let isBroken = false
  const act = (title: string, ...plays: ((month: Month) => Promise<void>)[]) =>
    test(title, async () => {
      if (isBroken) throw new Error('an earlier act has failed')
      isBroken = true
      for (const play of plays) await play(month)
      isBroken = false
    }, 120_000)

  beforeAll(async () => {
    month = await startMonth(runtime)
  }, 240_000)
  afterAll(() => month?.stage.close())

  act('工会干事、复核人、组长和职工各自登录', enterEverybody)
  act('干事导入一份乱的题库：改一行，留一行，其余照读', importBank)
  act('从模板建安全生产月，换成自己的题库，发布', createCampaign)
  act('到日子推送到每个人，不重复', pushFirstDay)
  act('看推送、学课程', readAndLearn)
  act('考试：没有信号、中途重新打开、交两次、夜里才有信号', sitExam)
  act('合格的有证书，人人可验', expectCertificates)
  act('一点就提异议，采纳后人人重新算分，有痕迹，有通知', appeal, accept, expectRescored, readRuling)
  act('改判以后证书跟着成绩；打开自己的，别人验得出', expectCertificates, openCertificate)
  act('咨询日签到，学时各归各人', comeToEvent, expectHours)
  act('进度到班组、到单位；没参加的只有本组组长看得到是谁', lookAtBoard, readNames, comeLate, expectCertificates)
  act('班组竞赛', contend, expectBoard)
  act('活动结束，总结自己写好，数字对得上', closeCampaign)
  test('设备上没有出过任何错', () => expect(month.stage.devices.problems()).toEqual([]))
  test('手工输入：活动至多 4 栏，职工除了答案一栏不填', () => {
    console.log(costTable(runtime, month.stage.costs))
    const typed = (jobs: RegExp) =>
      month.stage.costs.filter(({ job }) => jobs.test(job)).reduce((sum, one) => sum + one.typed, 0)
    expect(typed(/^(导入题库|建安全生产月|推送|看进度|活动总结)/)).toBeLessThanOrEqual(4)
    expect(typed(/^(职工|组长)/)).toBe(month.typedAnswers)
  })
}
