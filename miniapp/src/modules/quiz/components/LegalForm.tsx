import { plainDate } from '@shared/core/plainDate'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { banksApi, forgetBanks, type LegalText } from '../banksApi'

interface LegalFormProps {
  /** The version that ends, or the text of which a new version begins; another text altogether when absent. */
  version?: LegalText
  ends: boolean
  onClose: () => void
  onDone: () => void
}

const WORDS = {
  begins: {
    title: '登记新版本',
    sub: '新版本施行的前一天，旧版本失效，引用旧版本的题都转为待复核',
    verb: '登记新版本',
  },
  ends: { title: '登记废止', sub: '最后一天以后，引用它的题都转为待复核', verb: '登记废止' },
} as const

/** 法规目录里加一个版本，或登记一个版本的最后一天。 */
export function LegalForm({ version, ends, onClose, onDone }: LegalFormProps) {
  const [document, setDocument] = useState(version?.document ?? '')
  const [day, setDay] = useState('')
  const [articles, setArticles] = useState('')
  const [note, setNote] = useState('')
  const words = WORDS[ends ? 'ends' : 'begins']
  const save = useAction(async (key) => {
    if (ends && version)
      await banksApi.endLegalText({ body: { document, from: plainDate(version.from), to: day, note } }, { key })
    else {
      const about = { ...(Number(articles) > 0 && { articles: Number(articles) }), ...(note.trim() && { note }) }
      await banksApi.addLegalText({ body: { document, from: day, ...about } }, { key })
    }
    forgetBanks()
    onDone()
  })
  const lack = !document.trim() ? '先写名称' : !day ? '先选日期' : ends && !note.trim() ? '写明依据' : undefined
  return (
    <Sheet
      open
      title={words.title}
      sub={words.sub}
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={save.busy} reason={lack} onClick={() => save.run()}>
          {words.verb}
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      {!version && (
        <TextField
          label="名称"
          required
          max={60}
          value={document}
          placeholder="不带书名号，例如 安全生产法"
          onChange={setDocument}
        />
      )}
      <DateField label={ends ? '最后一天' : '施行日期'} required value={day} onChange={setDay} />
      {!ends && <TextField label="共有几条" type="number" max={4} value={articles} onChange={setArticles} />}
      <TextField label={ends ? '依据' : '说明'} required={ends} max={200} value={note} onChange={setNote} />
    </Sheet>
  )
}
