import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'

interface ReasonSheetProps {
  title: string
  sub: string
  verb: string
  /** What is asked for: a reason, a name. */
  label: string
  max?: number
  /** Offered as one tap each: most reasons are one of a few. */
  usual?: readonly string[]
  kind?: 'fill' | 'bad'
  act: (words: string, key: string) => Promise<unknown>
  onClose: () => void
  onDone: () => void
}

/** One line of words before an act that is hard to take back. */
export function ReasonSheet({
  title,
  sub,
  verb,
  label,
  max = 200,
  usual = [],
  kind = 'bad',
  act,
  onClose,
  onDone,
}: ReasonSheetProps) {
  const [words, setWords] = useState('')
  const run = useAction(async (key) => {
    await act(words.trim(), key)
    onDone()
  })
  return (
    <Sheet
      open
      title={title}
      sub={sub}
      onClose={onClose}
      act={
        <Button kind={kind} wide busy={run.busy} reason={words.trim() ? undefined : `先写${label}`} onClick={run.run}>
          {verb}
        </Button>
      }
    >
      <ErrorBanner error={run.error} />
      {usual.length > 0 && (
        <View className="board-tools">
          {usual.map((word) => (
            <Button key={word} size="s" kind={word === words ? 'red' : 'line'} onClick={() => setWords(word)}>
              {word}
            </Button>
          ))}
        </View>
      )}
      <TextField label={label} required max={max} value={words} onChange={setWords} />
    </Sheet>
  )
}
