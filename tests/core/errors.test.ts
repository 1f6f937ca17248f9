import { AppError, ERROR_STATUS, ruleBroken } from '@shared/core/errors'

describe('错误', () => {
  test('编号与状态码就是设计里的那张表', () => {
    expect(ERROR_STATUS).toEqual({
      invalid_input: 400,
      unauthenticated: 401,
      forbidden: 403,
      step_owed: 403,
      not_found: 404,
      conflict: 409,
      too_large: 413,
      rule_broken: 422,
      rate_limited: 429,
      internal: 500,
    })
  })

  test('是一个能被认出来的 Error', () => {
    const error = new AppError('conflict', '已经有人改过')
    expect(error).toBeInstanceOf(Error)
    expect([error.name, error.code, error.message, error.violations]).toEqual([
      'AppError',
      'conflict',
      '已经有人改过',
      [],
    ])
  })

  test('不符合规定：一次列出全部原因，标题说还有几项', () => {
    const reasons = [{ message: '人数不够' }, { message: '没有议题', field: 'agenda' }, { message: '未到时间' }]
    const error = ruleBroken(reasons)
    expect(error.code).toBe('rule_broken')
    expect(error.message).toBe('人数不够（另有 2 项）')
    expect(error.violations).toEqual(reasons)
    expect(ruleBroken([{ message: '人数不够' }]).message).toBe('人数不够')
    expect(ruleBroken([]).message).toBe('不符合规定')
  })
})
