import { useState } from 'react'
import type { ApiError } from '@/core/apiError'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'

export interface Words {
  title: string
  /** What it is about. */
  sub?: string
  /** Name of the field. */
  label: string
  verb: string
  /** Asks for a title besides. */
  heading?: string
  act: (key: string, text: string, heading: string) => Promise<unknown>
}

interface WordsSheetProps {
  words: Words
  busy: boolean
  error: ApiError | undefined
  onClose: () => void
  onSubmit: (text: string, heading: string) => void
}

/** A question, an answer, a reason, an item: a few words and one button. */
export function WordsSheet({ words, busy, error, onClose, onSubmit }: WordsSheetProps) {
  const [text, setText] = useState('')
  const [heading, setHeading] = useState('')
  const lacking =
    words.heading && !heading.trim()
      ? `先写${words.heading}`
      : text.trim().length < 2
        ? `先写${words.label}`
        : undefined
  return (
    <Sheet
      open
      title={words.title}
      sub={words.sub}
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={busy} reason={lacking} onClick={() => onSubmit(text.trim(), heading.trim())}>
          {words.verb}
        </Button>
      }
    >
      <ErrorBanner error={error} />
      {words.heading && <TextField label={words.heading} required max={60} value={heading} onChange={setHeading} />}
      <TextArea label={words.label} required max={500} value={text} onChange={setText} />
    </Sheet>
  )
}
