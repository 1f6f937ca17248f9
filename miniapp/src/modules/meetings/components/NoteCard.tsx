import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { TextArea } from '@/ui/TextArea'
import type { usePreparation } from '../usePreparation'
import { dayWord } from '../words'

interface NoteCardProps {
  note: { text: string; readyOn?: string | undefined }
  open: boolean
  model: ReturnType<typeof usePreparation>
}

/** The own notes for the meeting: nobody else reads them. */
export function NoteCard({ note, open, model }: NoteCardProps) {
  const [text, setText] = useState(note.text)
  const { busy, error, run } = model.note
  return (
    <Card
      title="我的检视提纲"
      aside={note.readyOn ? <Chip tone="ok">{dayWord(note.readyOn)}写好</Chip> : <Chip tone="warn">还没写好</Chip>}
    >
      <ErrorBanner error={error} />
      <TextArea
        label="对照检视"
        required
        max={4000}
        hint="只有你自己看得到；支委只知道你写好了没有"
        value={text}
        onChange={setText}
      />
      {open && (
        <View className="card-pad line">
          <Button size="s" busy={busy} onClick={() => run(text, false)}>
            存草稿
          </Button>
          <Button
            size="s"
            kind="red"
            busy={busy}
            reason={text.trim() ? undefined : '先写一点'}
            onClick={() => run(text, true)}
          >
            写好了
          </Button>
        </View>
      )}
    </Card>
  )
}
