import { BATCH_STATE_LABELS, type BatchState } from '@shared/modules/exchange/model'
import { type BatchStanding, IMPORT_ACTIONS, importPolicy } from '@shared/modules/exchange/policy'

const allowed = (standing: Partial<BatchStanding>) =>
  IMPORT_ACTIONS.filter((action) =>
    importPolicy[action]({
      inCharge: true,
      state: 'review',
      hasRows: true,
      undoable: true,
      isChange: false,
      isRoster: true,
      ...standing,
    }),
  )

describe('谁可以对导入批次做什么', () => {
  test('批量调整没有可以逐行定的表；改到一半被打断的，可以接着改，也可以撤销', () => {
    expect(allowed({ isRoster: false, isChange: true, undoable: false })).toEqual(['view', 'commit'])
    expect(allowed({ isRoster: false, isChange: true })).toEqual(['view', 'commit', 'undo'])
    expect(allowed({ isRoster: false, isChange: true, state: 'done' })).toEqual(['view', 'undo'])
  })
  test('不管这一批的人，什么也不能做', () => {
    for (const state of Object.keys(BATCH_STATE_LABELS) as BatchState[])
      expect(allowed({ inCharge: false, state })).toEqual([])
  })
  test.each<[BatchState, string[]]>([
    ['reading', ['view']],
    ['checking', ['view']],
    ['review', ['view', 'map', 'decide', 'commit', 'exportProblems']],
    ['committing', ['view']],
    ['done', ['view', 'undo', 'exportProblems']],
    ['undoing', ['view']],
    ['undone', ['view']],
    ['failed', ['view']],
  ])('%s：%j', (state, actions) => {
    expect(allowed({ state })).toEqual(actions)
  })
  test('题目没有列可以重新对应', () => {
    expect(allowed({ isRoster: false })).toEqual(['view', 'decide', 'commit', 'exportProblems'])
  })
  test('过了七天不能撤销；没存下行就没有问题行可导', () => {
    expect(allowed({ state: 'done', undoable: false, hasRows: false })).toEqual(['view'])
  })
})
