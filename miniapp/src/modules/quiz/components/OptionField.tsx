import type { Option } from '@shared/modules/quiz/model'
import { Input, View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { useTyped } from '@/ui/useTyped'
import type { Pictures } from './ItemEditor'
import { PictureField } from './PictureField'

interface OptionFieldProps extends Pick<Pictures, 'onPictures'> {
  letter: string
  option: Option
  isRight: boolean
  /** Address of its picture. */
  picture: string | undefined
  onChange: (option: Option) => void
  onRight: () => void
  onRemove: (() => void) | undefined
}

/** One option being written: its text, a picture, whether it is right. */
export function OptionField(props: OptionFieldProps) {
  const { letter, option, isRight, picture, onChange, onPictures, onRight, onRemove } = props
  const label = `选项 ${letter}${isRight ? '（正确）' : ''}`
  const write = useTyped(label, (text: string) => onChange({ ...option, text }))
  return (
    <Field label={label} required>
      <Input
        className="input input-one"
        value={option.text}
        maxlength={500}
        ariaLabel={label}
        onInput={(event) => write(event.detail.value)}
      />
      <View className="line mt2">
        <Button
          size="s"
          icon={isRight ? 'check' : undefined}
          label={`${isRight ? '正确答案' : '标为正确'}：选项 ${letter}`}
          kind={isRight ? 'red' : 'line'}
          onClick={onRight}
        >
          {isRight ? '正确答案' : '标为正确'}
        </Button>
        {onRemove && (
          <Button size="s" kind="plain" label={`去掉选项 ${letter}`} onClick={onRemove}>
            去掉
          </Button>
        )}
      </View>
      <PictureField
        bare
        label={`选项 ${letter} 的图`}
        picture={option.picture}
        url={picture}
        onChange={(next) => onChange({ text: option.text, ...(next && { picture: next }) })}
        onPictures={onPictures}
      />
    </Field>
  )
}
