import type { UiRuntime } from '../ui/driver'
import { appraise } from './appraise'
import { checkIn } from './checkIn'
import { costTable } from './costs'
import { fileMinutes } from './fileMinutes'
import { signInFirst } from './firstSignIn'
import { handOver } from './handOver'
import { importRosters, learnRegister } from './importRosters'
import { leafThrough } from './leafThrough'
import { enterBranch, planThemeDay } from './planThemeDay'
import { readPlans } from './readPlans'
import { correctAbsence, lookAround, readReceipt } from './readViews'
import { callNext, nameUnreachable, remind, runAgain } from './remind'
import { scanIn } from './scanIn'
import { type Stage, startStage } from './stage'
import { appointSuperior, drillDown, endByFact, escalate } from './superior'
import { meetUnderground } from './underground'

/** 从名册到提醒 — one branch's meeting, played on one runtime. Each act is a test; after a failed one the rest is not played. */
export function playScenario(runtime: UiRuntime): void {
  let stage: Stage
  let isBroken = false
  const act = (title: string, ...plays: ((stage: Stage) => Promise<void>)[]) =>
    test(title, async () => {
      if (isBroken) throw new Error('an earlier act has failed')
      isBroken = true
      for (const play of plays) await play(stage)
      isBroken = false
    })
  /** An act on its own: it needs what came before all of them, and none of the others needs it. */
  const episode = (title: string, ...plays: ((stage: Stage) => Promise<void>)[]) =>
    test(title, async () => {
      if (isBroken) throw new Error('an earlier act has failed')
      stage.service.forgetTokens()
      for (const play of plays) await play(stage)
    }, 180_000)

  beforeAll(async () => {
    stage = await startStage(runtime)
  }, 240_000)
  afterAll(() => stage?.close())

  act('第一个管理员登录', signInFirst)
  act('管理员导入组织名册和党员名册', importRosters, learnRegister)
  act('每个支部都有全年计划，没有人录入过', readPlans)
  act('书记按建议安排主题党日，一个字不用打；通知送到每个人', enterBranch, planThemeDay)
  act('会议当天：扫码、六位码、代签、请假；还差几人当场看得见；重复不算', checkIn)
  act('记录只写几个字，由另一位审核，归档锁定', fileMinutes)
  act('一次记录，处处都有；更正一次，处处都改', readReceipt, lookAround, correctAbsence)
  act(
    '提前一周：该提醒的提醒到人，被拒的落到收件箱，联系不上的点名；再跑不再发',
    remind,
    nameUnreachable,
    runAgain,
    callNext,
  )
  act('其余各页都打得开', leafThrough)
  episode('洞里没有信号：签到存在手机里，关了再开还在，有信号只发一次；来得太晚的由书记认可', meetUnderground)
  episode(
    '误期逐级提醒：书记一次，上级一次，谁说过什么看得见；上级从看板点到缺的事实；补上事实就不再提醒',
    appointSuperior,
    escalate,
    drillDown,
    endByFact,
  )
  episode('民主评议：自评、互评、测评、评定、告知本人；谁评了谁没有记录', appraise)
  episode('手机扫码，电脑进入', scanIn)
  episode('书记换人：没办完的已经列好，接任人逐项接收', handOver)
  test('设备上没有出过任何错', () => expect(stage.devices.problems()).toEqual([]))
  test('手工输入的栏数', () => console.log(costTable(runtime, stage.costs)))
}
