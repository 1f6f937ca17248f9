import { addMonths, plainDateOf } from '@shared/core/plainDate'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { SelectField } from '@/ui/SelectField'
import { useShell } from '@/ui/shell'
import { TextField } from '@/ui/TextField'
import { DEMANDS_PAGE, forgetLearning, type Proposal, progressPage, staffApi } from '../../staffApi'

/** 要求学习 — who asks whom for which course by when; everything is filled in, one tap confirms. */
export default function AskPage() {
  const { courseId = '' } = useParams()
  const { wide } = useShell()
  const query = useQuery(`learning/proposal/${courseId}`, () => staffApi.proposeDemand({ query: { courseId } }), {
    keep: false,
  })
  const [edited, setEdited] = useState<{
    organizationId?: string
    place?: string
    post?: string
    dueOn?: string
    why?: string
  }>({})
  const valuesOf = (proposal: Proposal) => ({
    organizationId: edited.organizationId ?? proposal.organizationId,
    place: edited.place ?? proposal.places[0]?.id ?? '',
    dueOn: edited.dueOn ?? proposal.dueOn,
    why: edited.why ?? proposal.why,
  })
  const send = useAction(async (key) => {
    if (!query.data) return
    const { organizationId, place, dueOn, why } = valuesOf(query.data)
    const posts = (edited.post ?? '').split(/[、,，\s]+/).filter(Boolean)
    const audience = { organizationIds: [place], ...(posts.length > 0 && { posts }) }
    const body = { courseId, organizationId, audience, dueOn, why: why.trim() }
    const { id, people } = await staffApi.createDemand({ body }, { key })
    forgetLearning()
    say(`已告诉 ${people} 人`)
    await openPage(progressPage(id))
  })
  const today = plainDateOf(Date.now())
  const place = query.data && valuesOf(query.data).place
  const people = query.data?.places.find(({ id }) => id === place)?.people
  return (
    <Page
      narrow
      title="要求学习"
      who={query.data && `“${query.data.title}” · 约 ${query.data.minutes} 分钟`}
      crumbs={[{ label: '学习要求', url: DEMANDS_PAGE }, { label: '提出要求' }]}
      acts={
        query.data && (
          <Button kind="fill" wide={!wide} busy={send.busy} reason={place ? undefined : '先选对象'} onClick={send.run}>
            {people && !edited.post ? `要求 ${people} 人学` : '提出要求'}
          </Button>
        )
      }
      state={<ErrorBanner error={send.error} />}
    >
      <Loaded query={query} rows={4}>
        {(proposal) => {
          const values = valuesOf(proposal)
          return (
            <Card>
              {proposal.askers.length > 1 && (
                <SelectField
                  label="谁提出"
                  required
                  value={values.organizationId}
                  options={proposal.askers.map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={(organizationId) => setEdited({ ...edited, organizationId })}
                />
              )}
              <SelectField
                label="对象"
                required
                value={values.place}
                options={proposal.places.map(({ id, name, people: count }) => ({
                  value: id,
                  label: `${name}（${count} 人）`,
                }))}
                onChange={(one) => setEdited({ ...edited, place: one })}
              />
              <TextField
                label="只要这些岗位"
                hint="不写就是所有人；几个岗位用顿号分开，例如 电工、架子工"
                value={edited.post ?? ''}
                onChange={(post) => setEdited({ ...edited, post })}
              />
              <DateField
                label="哪天以前学完"
                required
                from={today}
                to={addMonths(today, 12)}
                value={values.dueOn}
                onChange={(dueOn) => setEdited({ ...edited, dueOn })}
              />
              <TextField
                label="为什么"
                required
                max={80}
                value={values.why}
                onChange={(why) => setEdited({ ...edited, why })}
              />
            </Card>
          )
        }}
      </Loaded>
    </Page>
  )
}
