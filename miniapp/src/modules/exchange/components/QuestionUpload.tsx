import { bankEndpoints } from '@shared/modules/quiz/banks/endpoints'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { useQuery } from '@/core/useQuery'
import { utf8Bytes } from '@/core/utf8'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilePick } from '@/ui/FilePick'
import { Pager } from '@/ui/Pager'
import type { PickedFile } from '@/ui/pickFile'
import { Section } from '@/ui/Section'
import { SelectField } from '@/ui/SelectField'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { exchangeApi } from '../useImport'

const quiz = createClient({ module: 'quiz', endpoints: bankEndpoints })
const NEW_BANK = 'new'
const EXTENSIONS = ['xlsx', 'xls', 'csv', 'json', 'gift', 'txt']
const PASTED = '粘贴的题目.txt'
const EXAMPLE = '1. 进入受限空间前先做什么？\nA. 通风、检测\nB. 直接进入\n答案：A'

/** Into which bank, and which file or pasted text. @param bankId chosen before; otherwise one is chosen or set up here */
export function QuestionUpload({ bankId, onStarted }: { bankId?: string; onStarted: (importId: string) => void }) {
  const banks = usePages('quiz/staff/banks/forImport', (cursor) => quiz.banks({ query: { limit: '100', cursor } }), {
    keep: false,
  })
  const asked = useQuery(bankId && `quiz/staff/bank/${bankId}`, () => quiz.bank({ params: { bankId: bankId ?? '' } }))
  const places = banks.data?.places ?? []
  const listed = (banks.data?.items ?? []).filter(({ id }) => id !== bankId)
  const own = [...(asked.data ? [asked.data] : []), ...listed].filter(({ allowed }) => allowed.includes('edit'))
  const [chosen, setChosen] = useState(bankId)
  const target = chosen ?? own[0]?.id ?? NEW_BANK
  const [title, setTitle] = useState('')
  const [place, setPlace] = useState<string>()
  const [text, setText] = useState('')
  const [unreadable, setUnreadable] = useState<string>()
  const organizationId = place ?? places[0]?.id
  const isNew = target === NEW_BANK
  const missing = isNew && (!title.trim() || !organizationId) ? '先写好新题库的名称' : undefined
  const upload = useAction(async (_key, file: PickedFile) => {
    setUnreadable(undefined)
    if (missing) return setUnreadable(missing)
    const into = isNew ? { title: title.trim(), organizationId } : { bankId: target }
    const { id } = await exchangeApi.startQuestionImport({
      query: { ...into, fileName: file.name },
      bytes: file.bytes,
    })
    onStarted(id)
  })
  const targets = [
    ...own.map(({ id, title: label }) => ({ value: id, label })),
    ...(places.length > 0 ? [{ value: NEW_BANK, label: '新建一个题库' }] : []),
  ]
  return (
    <>
      <AnswerState error={banks.error ?? asked.error} shown={own.length > 0} onRetry={banks.refresh} />
      <ErrorBanner error={upload.error} />
      {unreadable && <Banner tone="bad" title={unreadable} />}
      <Card pad>
        <SelectField label="导入到" required value={target} options={targets} onChange={setChosen} />
        <Pager {...banks.pager} quiet />
        {isNew && (
          <TextField
            label="新题库的名称"
            required
            max={60}
            value={title}
            onChange={setTitle}
            placeholder="例如 项目部安全题库"
          />
        )}
        {isNew && places.length > 1 && (
          <SelectField
            label="归属"
            required
            value={organizationId ?? ''}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setPlace}
          />
        )}
      </Card>
      <FilePick
        label="选题目文件"
        extensions={EXTENSIONS}
        hint="表格、JSON、GIFT、Aiken 或纯文字，10 MB 以内；选项挤在一格、答案写法不一都可以，先核对再导入"
        busy={upload.busy}
        onPick={(file) => upload.run(file)}
        onError={setUnreadable}
      />
      <Section title="或者直接粘贴文字">
        <Card pad>
          <TextArea label="题目文字" value={text} onChange={setText} placeholder={EXAMPLE} />
          <View className="line mt4">
            <Button
              kind="fill"
              busy={upload.busy}
              reason={text.trim() ? undefined : '先粘贴题目'}
              onClick={() => upload.run({ name: PASTED, bytes: utf8Bytes(text) })}
            >
              读这些题
            </Button>
          </View>
        </Card>
      </Section>
    </>
  )
}
