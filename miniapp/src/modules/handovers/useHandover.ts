import type { DetailItem } from '@shared/modules/handovers/contract'
import { useState } from 'react'
import { openFile } from '@/core/openFile'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { invalidate, useQuery } from '@/core/useQuery'
import type { ItemAct } from './components/ItemRow'
import type { Words } from './components/WordsSheet'
import { handoversApi } from './useHandovers'

/** One handover, and everything that can be done in it. */
export function useHandover(handoverId: string) {
  const params = { handoverId }
  const query = useQuery(`handovers/detail/${handoverId}`, () => handoversApi.detail({ params }), { keep: false })
  const [words, setWords] = useState<Words>()
  const after = async (said: string) => {
    setWords(undefined)
    say(said)
    invalidate('handovers/')
    invalidate('today')
    await query.refresh()
  }
  const accept = useAction(async (key: string, keys: string[]) => {
    const { state } = await handoversApi.accept({ params, body: { keys } }, { key })
    await after(state === 'finished' ? '都接收了，交接结束' : '已接收')
  })
  const give = useAction(async (key: string) => {
    await handoversApi.give({ params }, { key })
    await after('已确认交清')
  })
  const finish = useAction(async (key: string) => {
    await handoversApi.finish({ params }, { key })
    await after('接收完毕，交接结束')
  })
  const download = useAction(async () => openFile(await handoversApi.sheet({ params })))
  const write = useAction(async (key: string, text: string, heading: string) => {
    await words?.act(key, text, heading)
    await after('已记下')
  })
  const about = (item: DetailItem, act: ItemAct) => {
    const { key: itemKey, title: sub } = item
    const call = { ask: handoversApi.ask, answer: handoversApi.answer, close: handoversApi.closeItem }[act]
    const send: Words['act'] = (key, text) => call({ params, body: { key: itemKey, text } }, { key })
    const kinds = {
      ask: { title: '提问', label: '问题', verb: '发给移交人' },
      answer: { title: '答复', label: '答复', verb: '发给接任人' },
      close: { title: '已经办结', label: '办结情况', verb: '记为已办结' },
    }
    setWords({ ...kinds[act], sub, act: send })
  }
  const add = () =>
    setWords({
      title: '补充一项',
      sub: '系统不知道的：钥匙、资料放在哪、答应过的事',
      heading: '事项',
      label: '说明',
      verb: '加进清单',
      act: (key, note, title) => handoversApi.addItem({ params, body: { title, note } }, { key }),
    })
  const standIn = () =>
    setWords({
      title: '由我代为移交',
      sub: '前任去世、离职或者不能到场时',
      label: '原因',
      verb: '代为移交',
      act: (key, reason) => handoversApi.standIn({ params, body: { reason } }, { key }),
    })
  const correct = () =>
    setWords({
      title: '追加更正',
      sub: '原来的记录不改，更正记在后面',
      label: '更正内容',
      verb: '追加',
      act: (key, text) => handoversApi.correct({ params, body: { text } }, { key }),
    })
  return {
    ...query,
    words,
    closeWords: () => setWords(undefined),
    write,
    accept,
    give,
    finish,
    download,
    about,
    add,
    standIn,
    correct,
  }
}
