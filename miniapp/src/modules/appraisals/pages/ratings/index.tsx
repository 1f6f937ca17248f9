import { View } from '@tarojs/components'
import { useState } from 'react'
import { goBack } from '@/core/navigation'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { SelectField } from '@/ui/SelectField'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { TextField } from '@/ui/TextField'
import { appraisalsApi, forgetAppraisals } from '../../appraisalsApi'
import { ChoiceRow } from '../../components/ChoiceRow'
import { countsWord } from '../../components/SheetTable'
import { useAppraisal } from '../../useAppraisal'
import { dayWord } from '../../words'

const NONE = '不定等次'

export default function RatingsPage() {
  const { id = '' } = useParams()
  const { data, error, refresh } = useAppraisal(id)
  const [meetingId, setMeetingId] = useState('')
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({})
  const [remarks, setRemarks] = useState<Readonly<Record<string, string>>>({})
  const people = (data?.sheet ?? []).filter((row) => !row.left)
  const ratings = data?.ratings ?? []
  const left = people.filter((one) => chosen[one.personId] === undefined).length
  const send = useAction(async (key: string) => {
    const rows = people.map(({ personId }) => {
      const choice = chosen[personId] ?? ratings.length
      return { personId, rating: choice < ratings.length ? choice : null, remark: (remarks[personId] ?? '').trim() }
    })
    await appraisalsApi.propose({ params: { caseId: id }, body: { meetingId, rows } }, { key })
    forgetAppraisals()
  })
  const submit = async () => {
    if (await send.run()) await goBack()
  }
  const lacking = meetingId ? (left > 0 ? `还有 ${left} 人没有评定` : undefined) : '先选会议'
  const open = data?.state === 'counted' && data.allowed.includes('propose')
  return (
    <Page
      title="评定意见"
      who={data && `${data.organizationName} · ${data.year}年度民主评议`}
      acts={
        open && (
          <Button kind="fill" wide busy={send.busy} reason={lacking} onClick={submit}>
            提出评定意见
          </Button>
        )
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={send.error} />
      {!data && !error && <Skeleton rows={6} />}
      {data && !open && (
        <Banner title="现在没有要提出的评定意见">民主测评结束以后、报告上级之前，由支委在这里提出。</Banner>
      )}
      {data && open && (
        <>
          <Card>
            <SelectField
              label="哪次会议提出的"
              required
              hint="支委会会议或党员大会根据评议情况和日常表现提出"
              value={meetingId || undefined}
              options={data.meetings.map((one) => ({ value: one.id, label: `${dayWord(one.on)} ${one.title}` }))}
              onChange={setMeetingId}
            />
            <View className="card-pad">
              <SourceNote source={data.source} say="等次由会议决定，系统不按票数自动评定" />
            </View>
          </Card>
          <Card>
            {people.map((one) => (
              <ChoiceRow
                key={one.personId}
                name={one.name}
                note={`测评：${countsWord(one.ballot, data.choices, false)}`}
                choices={[...ratings, NONE]}
                value={chosen[one.personId]}
                onChange={(choice) => setChosen((before) => ({ ...before, [one.personId]: choice }))}
              >
                {chosen[one.personId] === ratings.length && (
                  <TextField
                    label={`${one.name}不定等次的原因`}
                    required
                    max={200}
                    value={remarks[one.personId] ?? ''}
                    onChange={(text) => setRemarks((before) => ({ ...before, [one.personId]: text }))}
                  />
                )}
              </ChoiceRow>
            ))}
          </Card>
        </>
      )}
    </Page>
  )
}
