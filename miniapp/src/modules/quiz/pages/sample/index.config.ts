export default definePageConfig({ navigationBarTitleText: '样卷' })
