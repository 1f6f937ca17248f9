import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { TextArea } from '@/ui/TextArea'
import { OPINION_HINT } from '../lifeWords'
import type { usePreparation } from '../usePreparation'
import { momentWord } from '../words'

interface OpinionsCardProps {
  opinions: readonly { id: string; text: string; at?: string; mine: boolean }[]
  open: boolean
  model: ReturnType<typeof usePreparation>
}

/** Opinions on the branch's work: shown without names; whoever wrote one can take it back. */
export function OpinionsCard({ opinions, open, model }: OpinionsCardProps) {
  const [text, setText] = useState('')
  const { opinion, withdraw } = model
  const send = async () => {
    if (await opinion.run(text.trim())) setText('')
  }
  return (
    <Card title="意见建议">
      <ErrorBanner error={opinion.error ?? withdraw.error} />
      {opinions.map((one) => (
        <MiniRow
          key={one.id}
          label={one.text}
          note={one.mine && one.at ? `${momentWord(one.at)} · 我提的` : undefined}
          value={
            one.mine && open ? (
              <Button size="s" busy={withdraw.busy} onClick={() => withdraw.run(one.id)}>
                撤回
              </Button>
            ) : undefined
          }
        />
      ))}
      {opinions.length === 0 && !open && <MiniRow label="没有意见" />}
      {open && (
        <>
          <TextArea label="提一条意见建议" max={500} hint={OPINION_HINT} value={text} onChange={setText} />
          <View className="card-pad">
            <Button size="s" busy={opinion.busy} reason={text.trim() ? undefined : '先写一句'} onClick={send}>
              提交意见
            </Button>
            <View className="note mt1">支委看到的意见没有姓名；系统记着是谁提的，只为了让本人能撤回</View>
          </View>
        </>
      )}
    </Card>
  )
}
