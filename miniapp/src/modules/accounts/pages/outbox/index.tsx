import { clockTimeOf, dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { offlineQueue, type QueuedWrite, SAVED_HERE, sendQueue, useOutbox } from '@/core/offlineQueue'
import { confirmAct } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'

const momentOf = (instant: string) => `${dayLabel(plainDateOfInstant(instant))} ${clockTimeOf(instant)}`

const triesWord = ({ attempts }: QueuedWrite) => (attempts > 0 ? `已试 ${attempts} 次，有信号就发` : SAVED_HERE)

/** What the service did not take, why, and what can be done about it. */
function Refused({ write }: { write: QueuedWrite }) {
  const { key, page } = write
  const retry = useAction(() => offlineQueue.retry(key))
  const discard = async () => {
    if (await confirmAct('删掉这一项？', `“${write.label}”没有发成功，删掉后这部手机里就没有了。`, '删掉'))
      offlineQueue.discard(key)
  }
  return (
    <Banner tone="bad" title={`${write.label}没有发成功`}>
      <View>{write.refused}</View>
      <View className="note">{momentOf(write.madeAt)} 做的，还存在这部手机里</View>
      <View className="line mt2">
        <Button size="s" icon="refresh" busy={retry.busy} onClick={() => retry.run()}>
          再试
        </Button>
        {page && (
          <Button size="s" onClick={() => openPage(page)}>
            去看看
          </Button>
        )}
        <Button size="s" onClick={discard}>
          删掉
        </Button>
      </View>
    </Banner>
  )
}

/** 本机待发送 — what was made without signal: what waits, what was refused, what has arrived lately. */
export default function Outbox() {
  const { waiting, refused, sent } = useOutbox()
  const send = useAction(() => sendQueue(true))
  const acts = waiting.length > 0 && (
    <Button icon="refresh" wide busy={send.busy} onClick={() => send.run()}>
      现在重试
    </Button>
  )
  return (
    <Page narrow title="本机待发送" outbox={false} acts={acts || undefined}>
      {refused.map((write) => (
        <Refused key={write.key} write={write} />
      ))}
      {waiting.length > 0 && (
        <Section title="等待发送" count={`${waiting.length} 项`}>
          <Card>
            {waiting.map((write) => (
              <MiniRow
                key={write.key}
                icon="saved"
                label={write.label}
                note={`${momentOf(write.madeAt)} · ${triesWord(write)}`}
                value={<Chip tone="warn">等待发送</Chip>}
              />
            ))}
          </Card>
        </Section>
      )}
      {sent.length > 0 && (
        <Section title="最近已发送">
          <Card>
            {sent.map(({ key, label, at }) => (
              <MiniRow key={key} icon="done" label={label} value={`已发送 ${momentOf(at)}`} />
            ))}
          </Card>
        </Section>
      )}
      {waiting.length + refused.length + sent.length === 0 && (
        <Card>
          <Empty icon="done" title="没有等着发送的">
            没有信号时签到、请假、写记录，都先存在这里，有信号后自动发送
          </Empty>
        </Card>
      )}
    </Page>
  )
}
