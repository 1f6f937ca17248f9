import { View } from '@tarojs/components'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { CorrectSheet } from '../../components/CorrectSheet'
import { OwnFieldRow } from '../../components/OwnFieldRow'
import { useOwnFields } from '../../useOwnFields'

/** What the register says about me: right with one tap, or put right field by field. */
export default function Confirm() {
  const { data, error, refresh, due, correcting, setCorrecting, confirm, correct } = useOwnFields()
  const others = data?.fields.filter((field) => !field.due) ?? []
  return (
    <Page
      narrow
      title="核对我的信息"
      who="二十秒：对的点一下，不对的改一下"
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={confirm.error} />
      {!data && !error && <Skeleton />}
      {due.length > 0 && (
        <Section title={`还有 ${due.length} 项请您确认`}>
          <Card>
            {due.map((field) => (
              <OwnFieldRow key={field.field} field={field} onCorrect={() => setCorrecting(field)} />
            ))}
            <View className="card-pad">
              <Button kind="fill" wide busy={confirm.busy} onClick={confirm.run}>
                都对，没有变
              </Button>
            </View>
          </Card>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={due.length > 0 ? '其他' : '都核对过了'}>
          <Card>
            {others.map((field) => (
              <OwnFieldRow key={field.field} field={field} onCorrect={() => setCorrecting(field)} />
            ))}
          </Card>
        </Section>
      )}
      {correcting && (
        <CorrectSheet
          key={correcting.field}
          field={correcting}
          busy={correct.busy}
          error={correct.error}
          onClose={() => setCorrecting(undefined)}
          onSubmit={correct.run}
        />
      )}
    </Page>
  )
}
