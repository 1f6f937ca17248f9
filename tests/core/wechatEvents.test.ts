import { readSubscribeEvents } from '@cloud/core/wechat/events'

const push = (name: string, List: unknown, CreateTime: unknown = 1_772_000_000) => ({
  ToUserName: 'gh_123',
  FromUserName: 'oPerson',
  CreateTime,
  MsgType: 'event',
  Event: name,
  List,
})
const popup = (TemplateId: string, SubscribeStatusString: string) => ({
  TemplateId,
  SubscribeStatusString,
  PopupScene: '0',
})

describe('订阅消息事件', () => {
  test('List 为对象或数组、数字为文本，读出来都一样', () => {
    const asObject = readSubscribeEvents(push('subscribe_msg_popup_event', popup('T1', 'accept')))
    const asArray = readSubscribeEvents(push('subscribe_msg_popup_event', [popup('T1', 'accept')], '1772000000'))
    expect(asObject).toEqual(asArray)
    expect(asObject).toEqual([
      {
        kind: 'popup',
        openId: 'oPerson',
        templateId: 'T1',
        accepted: true,
        at: '2026-02-25T06:13:20.000Z',
        key: expect.stringMatching(/^[0-9a-f]{40}$/),
      },
    ])
  })

  test.each([
    ['accept', true],
    ['acceptWithAlert', true],
    ['acceptWithAudio', true],
    ['reject', false],
    ['ban', false],
    ['filter', false],
  ])('弹窗结果 %s → 同意 %s', (status, accepted) => {
    expect(readSubscribeEvents(push('subscribe_msg_popup_event', popup('T1', status)))).toMatchObject([{ accepted }])
  })

  test('事后关闭为不同意', () => {
    const [event] = readSubscribeEvents(
      push('subscribe_msg_change_event', { TemplateId: 'T1', SubscribeStatusString: 'reject' }),
    )
    expect(event).toMatchObject({ kind: 'change', accepted: false })
  })

  test('送达结果带消息编号与错误码', () => {
    const line = { TemplateId: 'T1', MsgID: '3541986235872313344', ErrorCode: '43102', ErrorStatus: 'fail' }
    const [event] = readSubscribeEvents(push('subscribe_msg_sent_event', line))
    expect(event).toMatchObject({ kind: 'sent', messageId: '3541986235872313344', errorCode: 43102 })
    expect(event).not.toHaveProperty('accepted')
  })

  test('幂等键：重推相同；人、事件、时间、模板、消息任一不同则不同', () => {
    const keyOf = (body: Record<string, unknown>) => readSubscribeEvents(body)[0]?.key
    const sent = (MsgID: string) => push('subscribe_msg_sent_event', { TemplateId: 'T1', MsgID, ErrorCode: 0 })
    const base = push('subscribe_msg_popup_event', popup('T1', 'accept'))
    const different = [
      base,
      { ...base, FromUserName: 'oOther' },
      { ...base, Event: 'subscribe_msg_change_event' },
      { ...base, CreateTime: 1_772_000_001 },
      push('subscribe_msg_popup_event', popup('T2', 'accept')),
      sent('1'),
      sent('2'),
    ]
    expect(new Set(different.map(keyOf)).size).toBe(different.length)
    expect(keyOf({ ...base, CreateTime: '1772000000' })).toBe(keyOf(base))
  })

  test.each([
    ['别的事件', push('user_enter_tempsession', popup('T1', 'accept'))],
    ['没有 List', push('subscribe_msg_popup_event', undefined)],
    ['没有模板编号', push('subscribe_msg_popup_event', [{ SubscribeStatusString: 'accept' }, null, 'x'])],
    ['没有时间', push('subscribe_msg_popup_event', popup('T1', 'accept'), 'soon')],
    ['没有人', { ...push('subscribe_msg_popup_event', popup('T1', 'accept')), FromUserName: undefined }],
  ])('%s → 不产生事件', (_, body) => {
    expect(readSubscribeEvents(body)).toEqual([])
  })
})
