import { useEffect, useRef } from 'react'
import { offlineQueue, useOutbox } from '@/core/offlineQueue'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { momentWord } from '../words'

/** What was done about this meeting on this phone and is still here, or was refused; asks again once something has arrived. */
export function WaitingCard({ meetingId, onArrived }: { meetingId: string; onArrived: () => void }) {
  const { waiting, refused } = useOutbox()
  const here = waiting.filter(({ lane, slot }) => lane === meetingId && !slot)
  const failed = refused.filter(({ lane }) => lane === meetingId)
  const count = here.length + failed.length
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current) onArrived()
    before.current = count
  }, [count, onArrived])
  return (
    <>
      {failed.map(({ key, label, refused: why }) => (
        <Banner
          key={key}
          tone="bad"
          title={`${label}没有发成功`}
          act={
            <Button size="s" onClick={() => offlineQueue.retry(key)}>
              再试
            </Button>
          }
        >
          {why}
        </Banner>
      ))}
      {here.length > 0 && (
        <Card title="已保存在本机">
          {here.map(({ key, label, madeAt }) => (
            <MiniRow
              key={key}
              icon="saved"
              label={label}
              note={`${momentWord(madeAt)}，有信号后自动发送`}
              value={<Chip tone="warn">等待发送</Chip>}
            />
          ))}
        </Card>
      )}
    </>
  )
}
