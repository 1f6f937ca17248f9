export default definePageConfig({ navigationBarTitleText: '编写课程' })
