// Made by scripts/components.ts from govuk-frontend 6.6.0 and @ministryofjustice/frontend 11.1.0.
// Do not edit: run “node scripts/run.mjs scripts/components.ts”.
import type { Html } from './html.ts'
import { type Attributes, renderMacro, type TextOrHtml } from './macros.ts'

/** One of the three inputs of a date. */
export type GovukDatePart = Omit<NonNullable<GovukDateInput['items']>[number], 'name'> & { name?: string | undefined }

/** Options of `govukAccordion`. */
export type GovukAccordion = {
  /**
   * Must be unique across the domain of your service if `rememberExpanded` is `true` (as the expanded state of individual
   * instances of the component persists across page loads using [session
   * storage](https://developer.mozilla.org/en-US/docs/Web/API/Window/sessionStorage)). Used as an `id` in the HTML for
   * the accordion as a whole, and also as a prefix for the `id`s of the section contents and the buttons that open them,
   * so that those `id`s can be the target of `aria-control` attributes.
   */
  id: string
  /** Heading level, from `1` to `6`. Default is `2`. */
  headingLevel?: number | undefined
  /** Classes to add to the accordion. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the accordion. */
  attributes?: Attributes | undefined
  /**
   * Whether the expanded/collapsed state of the accordion should be saved when a user leaves the page and restored when
   * they return. Default is `true`.
   */
  rememberExpanded?: boolean | undefined
  /** The text content of the 'Hide all sections' button at the top of the accordion when all sections are expanded. */
  hideAllSectionsText?: string | undefined
  /**
   * The text content of the 'Hide' button within each section of the accordion, which is visible when the section is
   * expanded.
   */
  hideSectionText?: string | undefined
  /**
   * Text made available to assistive technologies, like screen-readers, as the final part of the toggle's accessible name
   * when the section is expanded. Defaults to `"Hide this section"`.
   */
  hideSectionAriaLabelText?: string | undefined
  /**
   * The text content of the 'Show all sections' button at the top of the accordion when at least one section is
   * collapsed.
   */
  showAllSectionsText?: string | undefined
  /**
   * The text content of the 'Show' button within each section of the accordion, which is visible when the section is
   * collapsed.
   */
  showSectionText?: string | undefined
  /**
   * Text made available to assistive technologies, like screen-readers, as the final part of the toggle's accessible name
   * when the section is collapsed. Defaults to `"Show this section"`.
   */
  showSectionAriaLabelText?: string | undefined
  /** The sections within the accordion. */
  items: readonly {
    /** The heading of each accordion section. */
    heading: TextOrHtml
    /** The summary line of each accordion section. */
    summary?:
      | {
          /** The summary line text content of each section. If `html` is provided, the `text` option will be ignored. */
          text?: string | number | undefined
          /**
           * The summary line HTML content of each section. The summary line is inside the HTML `<button>` element, so you can
           * only add [phrasing content](https://html.spec.whatwg.org/#phrasing-content) to it. If `html` is provided, the `text`
           * option will be ignored.
           */
          html?: Html | undefined
        }
      | undefined
    /** The content of each accordion section. */
    content: TextOrHtml
    /** Sets whether the section should be expanded when the page loads for the first time. Defaults to `false`. */
    expanded?: boolean | undefined
  }[]
}
/** Accordion, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/accordion/ */
export const govukAccordion = (options: GovukAccordion): Html =>
  renderMacro('govuk/components/accordion', 'govukAccordion', options)

/** Options of `govukBackLink`. */
export type GovukBackLink = {
  /**
   * Text to use within the back link component. If `html` is provided, the `text` option will be ignored. Defaults to
   * `"Back"`.
   */
  text?: string | number | undefined
  /**
   * HTML to use within the back link component. If `html` is provided, the `text` option will be ignored. Defaults to
   * `"Back"`.
   */
  html?: Html | undefined
  /** The value of the link's `href` attribute. */
  href: string
  /** Classes to add to the anchor tag. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the anchor tag. */
  attributes?: Attributes | undefined
}
/** Back link, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/back-link/ */
export const govukBackLink = (options: GovukBackLink): Html => renderMacro('govuk/components/back-link', 'govukBackLink', options)

/** Options of `govukBreadcrumbs`. */
export type GovukBreadcrumbs = {
  /** The items within breadcrumbs. */
  items: readonly (TextOrHtml & {
    /** Link for the breadcrumbs item. If not specified, breadcrumbs item is a normal list item. */
    href?: string | undefined
    /** HTML attributes (for example data attributes) to add to the individual crumb. */
    attributes?: Attributes | undefined
  })[]
  /** Classes to add to the breadcrumbs container. */
  classes?: string | undefined
  /** When true, the breadcrumbs will collapse to the first and last item only on tablet breakpoint and below. */
  collapseOnMobile?: boolean | undefined
  /** HTML attributes (for example data attributes) to add to the breadcrumbs container. */
  attributes?: Attributes | undefined
  /** Plain text label identifying the landmark to screen readers. Defaults to "Breadcrumb". */
  labelText?: string | undefined
}
/** Breadcrumbs, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/breadcrumbs/ */
export const govukBreadcrumbs = (options: GovukBreadcrumbs): Html =>
  renderMacro('govuk/components/breadcrumbs', 'govukBreadcrumbs', options)

/** Options of `govukButton`. */
export type GovukButton = TextOrHtml & {
  /**
   * Type of the button, determining its behaviour in forms – `"button"`, `"submit"` or `"reset"`. Defaults to `"submit"`.
   * This has no effect if `href` is set.
   */
  type?: string | undefined
  /** Name of the button, sent when a form is submitted. This has no effect if `href` is set. */
  name?: string | undefined
  /** Value of the button, sent when a form is submitted. This has no effect if `href` is set. */
  value?: string | undefined
  /**
   * Whether the button should be disabled. `disabled` and `aria-disabled` attributes will be set automatically. This has
   * no effect if `href` is set.
   */
  disabled?: boolean | undefined
  /** The URL that the button should link to. */
  href?: string | undefined
  /** Classes to add to the button. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the button. */
  attributes?: Attributes | undefined
  /**
   * Prevent accidental double clicks on submit buttons from submitting forms multiple times. This has no effect if `href`
   * is set.
   */
  preventDoubleClick?: boolean | undefined
  /** Use for the main call to action on your service's start page. */
  isStartButton?: boolean | undefined
  /** The ID of the button. */
  id?: string | undefined
}
/** Button, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/button/ */
export const govukButton = (options: GovukButton): Html => renderMacro('govuk/components/button', 'govukButton', options)

/** Options of `govukCharacterCount`. */
export type GovukCharacterCount = {
  /** The ID of the textarea. Defaults to the value of `name`. */
  id?: string | undefined
  /** The name of the textarea, which is submitted with the form data. */
  name: string
  /** Optional number of textarea rows (default is 5 rows). */
  rows?: string | number | undefined
  /** Optional initial value of the textarea. */
  value?: string | undefined
  /** The maximum number of characters (or words if `countType` is set to `"words"`). */
  maxlength?: string | number | undefined
  /** The maximum number of words. Replaced by the `maxlength` and `countType: "words"` options. */
  maxwords: string | number
  /**
   * The percentage value of the limit at which point the count message is displayed. If this attribute is set, the count
   * message will be hidden by default.
   */
  threshold?: string | number | undefined
  /** The count type used to count the text – `"length"` or `"words"`. Defaults to `"length"`. */
  countType?: string | undefined
  /** The label used by the character count component. */
  label: GovukLabel
  /** Can be used to add a hint to the character count component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the character count component. The error message component will not display if
   * you use a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Additional options for the form group containing the character count component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before the textarea used by the character count component. */
        beforeInput?: TextOrHtml | undefined
        /** Content to add after the textarea used by the character count component. */
        afterInput?: TextOrHtml | undefined
      }
    | undefined
  /** Classes to add to the textarea. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the textarea. */
  attributes?: Attributes | undefined
  /** Optional field to enable or disable the `spellcheck` attribute on the character count. */
  spellcheck?: boolean | undefined
  /** Additional options for the count message used by the character count component. */
  countMessage?:
    | {
        /** Classes to add to the count message. */
        classes?: string | undefined
      }
    | undefined
  /**
   * Message made available to assistive technologies to describe that the component accepts only a limited amount of
   * content. It is visible on the page if `countType` is not supported or JavaScript is unavailable. The component will
   * replace the `%{count}` placeholder with the value of the `maxlength` parameter.
   */
  textareaDescriptionText?: string | undefined
  /**
   * Message displayed when the number of characters is under the configured maximum, `maxlength`. This message is
   * displayed visually and through assistive technologies. The component will replace the `%{count}` placeholder with the
   * number of remaining characters. [Our pluralisation rules apply to this macro
   * option](https://frontend.design-system.service.gov.uk/localise-govuk-frontend/#understanding-pluralisation-rules).
   */
  charactersUnderLimitText?: Readonly<Record<string, string>> | undefined
  /**
   * Message displayed when the number of characters reaches the configured maximum, `maxlength`. This message is
   * displayed visually and through assistive technologies.
   */
  charactersAtLimitText?: string | undefined
  /**
   * Message displayed when the number of characters is over the configured maximum, `maxlength`. This message is
   * displayed visually and through assistive technologies. The component will replace the `%{count}` placeholder with the
   * number of characters above the maximum.[Our pluralisation rules apply to this macro
   * option](https://frontend.design-system.service.gov.uk/localise-govuk-frontend/#understanding-pluralisation-rules).
   */
  charactersOverLimitText?: Readonly<Record<string, string>> | undefined
  /**
   * Message displayed when the number of words is under the configured maximum, `maxlength` with `countType: "words"`.
   * This message is displayed visually and through assistive technologies. The component will replace the `%{count}`
   * placeholder with the number of remaining words. [Our pluralisation rules apply to this macro
   * option](https://frontend.design-system.service.gov.uk/localise-govuk-frontend/#understanding-pluralisation-rules).
   */
  wordsUnderLimitText?: Readonly<Record<string, string>> | undefined
  /**
   * Message displayed when the number of words reaches the configured maximum, `maxlength` with `countType: "words"`.
   * This message is displayed visually and through assistive technologies.
   */
  wordsAtLimitText?: string | undefined
  /**
   * Message displayed when the number of words is over the configured maximum, `maxlength` with `countType: "words"`.
   * This message is displayed visually and through assistive technologies. The component will replace the `%{count}`
   * placeholder with the number of words above the maximum. [Our pluralisation rules apply to this macro
   * option](https://frontend.design-system.service.gov.uk/localise-govuk-frontend/#understanding-pluralisation-rules).
   */
  wordsOverLimitText?: Readonly<Record<string, string>> | undefined
}
/**
 * Character count, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/character-count/
 */
export const govukCharacterCount = (options: GovukCharacterCount): Html =>
  renderMacro('govuk/components/character-count', 'govukCharacterCount', options)

/** Options of `govukCheckboxes`. */
export type GovukCheckboxes = {
  /**
   * One or more element IDs to add to the input `aria-describedby` attribute without a fieldset, used to provide
   * additional descriptive information for screenreader users.
   */
  describedBy?: string | undefined
  /** Can be used to add a fieldset to the checkboxes component. */
  fieldset?: GovukFieldset | undefined
  /** Can be used to add a hint to the checkboxes component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the checkboxes component. The error message component will not display if you
   * use a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Additional options for the form group containing the checkboxes component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before all checkbox items within the checkboxes component. */
        beforeInputs?: TextOrHtml | undefined
        /** Content to add after all checkbox items within the checkboxes component. */
        afterInputs?: TextOrHtml | undefined
      }
    | undefined
  /**
   * Optional prefix. This is used to prefix the `id` attribute for each checkbox item input, hint and error message,
   * separated by `-`. Defaults to the `name` option value.
   */
  idPrefix?: string | undefined
  /** Name attribute for all checkbox items. */
  name: string
  /** The checkbox items within the checkboxes component. */
  items: readonly (
    | (TextOrHtml & {
        /** Specific ID attribute for the checkbox item. If omitted, then component global `idPrefix` option will be applied. */
        id?: string | undefined
        /** Specific name for the checkbox item. If omitted, then component global `name` string will be applied. */
        name?: string | undefined
        /** Value for the checkbox input. */
        value: string | number
        /** Subset of options for the label used by each checkbox item within the checkboxes component. */
        label?:
          | {
              /** Classes to add to the label tag. */
              classes?: string | undefined
              /** HTML attributes (for example data attributes) to add to the label tag. */
              attributes?: Attributes | undefined
            }
          | undefined
        /** Can be used to add a hint to each checkbox item within the checkboxes component. */
        hint?: GovukHint | undefined
        /** Divider text to separate checkbox items, for example the text `"or"`. */
        divider?: string | undefined
        /** Whether the checkbox should be checked when the page loads. Takes precedence over the top-level `values` option. */
        checked?: boolean | undefined
        /** Provide additional content to reveal when the checkbox is checked. */
        conditional?:
          | {
              /** The HTML to reveal when the checkbox is checked. */
              html?: Html | undefined
            }
          | undefined
        /** If set to `"exclusive"`, implements a 'None of these' type behaviour via JavaScript when checkboxes are clicked. */
        behaviour?: string | undefined
        /** If `true`, checkbox will be disabled. */
        disabled?: boolean | undefined
        /** HTML attributes (for example data attributes) to add to the checkbox input tag. */
        attributes?: Attributes | undefined
      })
    | { divider: string }
  )[]
  /**
   * Array of values for checkboxes which should be checked when the page loads. Use this as an alternative to setting the
   * `checked` option on each individual item.
   */
  values?: readonly (string | number)[] | undefined
  /** Classes to add to the checkboxes container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the checkboxes container. */
  attributes?: Attributes | undefined
}
/** Checkboxes, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/checkboxes/ */
export const govukCheckboxes = (options: GovukCheckboxes): Html =>
  renderMacro('govuk/components/checkboxes', 'govukCheckboxes', options)

/** Options of `govukCookieBanner`. */
export type GovukCookieBanner = {
  /**
   * The text for the `aria-label` which labels the cookie banner region. This region applies to all messages that the
   * cookie banner includes. For example, the cookie message and the confirmation message. Defaults to `"Cookie banner"`.
   */
  ariaLabel?: string | undefined
  /**
   * Defaults to `false`. If you set this option to `true`, the whole cookie banner is hidden, including all messages
   * within the banner. You can use `hidden` for client-side implementations where the cookie banner HTML is present, but
   * hidden until the cookie banner is shown using JavaScript.
   */
  hidden?: boolean | undefined
  /** The additional classes that you want to add to the cookie banner. */
  classes?: string | undefined
  /** The additional attributes that you want to add to the cookie banner. For example, data attributes. */
  attributes?: Attributes | undefined
  /**
   * The different messages you can pass into the cookie banner. For example, the cookie message and the confirmation
   * message.
   */
  messages: readonly (TextOrHtml & {
    /**
     * The heading text that displays in the message. You can use any string with this option. If you set `headingHtml`,
     * `headingText` is ignored.
     */
    headingText?: string | undefined
    /**
     * The heading HTML to use within the message. You can use any string with this option. If you set `headingHtml`,
     * `headingText` is ignored. If you are not passing HTML, use `headingText`.
     */
    headingHtml?: Html | undefined
    /**
     * The buttons and links that you want to display in the message. `actions` defaults to `"button"` unless you set
     * `href`, which renders the action as a link.
     */
    actions?:
      | readonly {
          /** The button or link text. */
          text?: string | number | undefined
          /**
           * The type of button – `"button"` or `"submit"`. If `href` is provided, set `type` to `"button"` render a link styled
           * as a button.
           */
          type?: string | undefined
          /** The `href` for a link. Set `type` to `"button"` and set `href` to render a link styled as a button. */
          href?: string | undefined
          /** The name attribute for the button. Does not apply if you set `href`, which makes a link. */
          name?: string | undefined
          /** The value attribute for the button. Does not apply if you set `href`, which makes a link. */
          value?: string | undefined
          /** The additional classes that you want to add to the button or link. */
          classes?: string | undefined
          /** The additional attributes that you want to add to the button or link. For example, data attributes. */
          attributes?: Attributes | undefined
        }[]
      | undefined
    /**
     * Defaults to `false`. If you set it to `true`, the message is hidden. You can use `hidden` for client-side
     * implementations where the confirmation message HTML is present, but hidden on the page.
     */
    hidden?: boolean | undefined
    /**
     * Set `role` to `"alert"` on confirmation messages to allow assistive tech to automatically read the message. You will
     * also need to move focus to the confirmation message using JavaScript you have written yourself.
     */
    role?: string | undefined
    /** The additional classes that you want to add to the message. */
    classes?: string | undefined
    /** The additional attributes that you want to add to the message. For example, data attributes. */
    attributes?: Attributes | undefined
  })[]
}
/**
 * Cookie banner, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/cookie-banner/
 */
export const govukCookieBanner = (options: GovukCookieBanner): Html =>
  renderMacro('govuk/components/cookie-banner', 'govukCookieBanner', options)

/** Options of `govukDateInput`. */
export type GovukDateInput = {
  /** This is used for the main component and to compose the ID attribute for each item. */
  id: string
  /** Optional prefix. This is used to prefix each item `name`, separated by `-`. */
  namePrefix?: string | undefined
  /** The inputs within the date input component. */
  items?:
    | readonly {
        /** Item-specific ID. If provided, it will be used instead of the generated ID. */
        id?: string | undefined
        /** Item-specific name attribute. */
        name: string
        /** Item-specific label text. If provided, this will be used instead of `name` for item label text. */
        label?: string | undefined
        /** If provided, it will be used as the initial value of the input. */
        value?: string | number | undefined
        /**
         * If set to `true`, it will show a red error border on the item input. If provided, you must set the top-level
         * `errorMessage` option to add an error message to the date input component.
         */
        error?: boolean | undefined
        /**
         * Attribute to meet [WCAG success criterion 1.3.5: Identify input
         * purpose](https://www.w3.org/WAI/WCAG22/Understanding/identify-input-purpose.html), for instance `"bday-day"`. See the
         * [Autofill section in the HTML
         * standard](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill) section in the HTML
         * standard for full list of attributes that can be used.
         */
        autocomplete?: string | undefined
        /**
         * Attribute to [provide a regular expression
         * pattern](https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute), used to match allowed character
         * combinations for the input value.
         */
        pattern?: string | undefined
        /** Classes to add to date input item. */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the date input tag. */
        attributes?: Attributes | undefined
      }[]
    | undefined
  /** Can be used to add a hint to a date input component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the date input component. The error message component will not display if you
   * use a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Additional options for the form group containing the date input component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before the inputs used by the date input component. */
        beforeInputs?: TextOrHtml | undefined
        /** Content to add after the inputs used by the date input component. */
        afterInputs?: TextOrHtml | undefined
      }
    | undefined
  /** Can be used to add a fieldset to the date input component. */
  fieldset?: GovukFieldset | undefined
  /** Options for the day input within the date input component. See items. */
  day?: GovukDatePart | undefined
  /** Options for the month input within the date input component. See items. */
  month?: GovukDatePart | undefined
  /** Options for the year input within the date input component. See items. */
  year?: GovukDatePart | undefined
  /**
   * Specify `value` attributes for the date parts without setting items. You can also use the `name` for the fields as
   * keys, including any `namePrefix`.
   */
  values?:
    | {
        /** The `value` attribute for the day input. */
        day?: string | number | undefined
        /** The `value` attribute for the month input. */
        month?: string | number | undefined
        /** The `value` attribute for the year input. */
        year?: string | number | undefined
      }
    | undefined
  /** Classes to add to the date-input container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the date-input container. */
  attributes?: Attributes | undefined
}
/** Date input, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/date-input/ */
export const govukDateInput = (options: GovukDateInput): Html =>
  renderMacro('govuk/components/date-input', 'govukDateInput', options)

/** Options of `govukDetails`. */
export type GovukDetails = TextOrHtml & {
  /**
   * If `summmaryHtml` is set, this is not required. Text to use within the summary element (the visible part of the
   * details element). If `summaryHtml` is provided, the `summaryText` option will be ignored.
   */
  summaryText?: string | undefined
  /**
   * If `summmaryText` is set, this is not required. HTML to use within the summary element (the visible part of the
   * details element). If `summaryHtml` is provided, the `summaryText` option will be ignored.
   */
  summaryHtml?: Html | undefined
  /** ID to add to the details element. */
  id?: string | undefined
  /** If `true`, details element will be expanded. */
  open?: boolean | undefined
  /** Classes to add to the `<details>` element. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the `<details>` element. */
  attributes?: Attributes | undefined
}
/** Details, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/details/ */
export const govukDetails = (options: GovukDetails, content?: Html): Html =>
  renderMacro('govuk/components/details', 'govukDetails', options, content)

/** Options of `govukErrorMessage`. */
export type GovukErrorMessage = TextOrHtml & {
  /** ID attribute to add to the error message `<p>` tag. */
  id?: string | undefined
  /** Classes to add to the error message `<p>` tag. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the error message `<p>` tag. */
  attributes?: Attributes | undefined
  /** A visually hidden prefix used before the error message. Defaults to `"Error"`. */
  visuallyHiddenText?: string | undefined
}
/**
 * Error message, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/error-message/
 */
export const govukErrorMessage = (options: GovukErrorMessage): Html =>
  renderMacro('govuk/components/error-message', 'govukErrorMessage', options)

/** Options of `govukErrorSummary`. */
export type GovukErrorSummary = {
  /**
   * If `titleHtml` is set, this is not required. Text to use for the heading of the error summary block. If `titleHtml`
   * is provided, `titleText` will be ignored.
   */
  titleText?: string | undefined
  /**
   * If `titleText` is set, this is not required. HTML to use for the heading of the error summary block. If `titleHtml`
   * is provided, `titleText` will be ignored.
   */
  titleHtml?: Html | undefined
  /**
   * Text to use for the description of the errors. If you set `descriptionHtml`, the component will ignore
   * `descriptionText`.
   */
  descriptionText?: string | undefined
  /** HTML to use for the description of the errors. If you set this option, the component will ignore `descriptionText`. */
  descriptionHtml?: Html | undefined
  /** A list of errors to include in the error summary. */
  errorList?:
    | readonly (TextOrHtml & {
        /** Href attribute for the error link item. If provided item will be an anchor. */
        href?: string | undefined
        /** HTML attributes (for example data attributes) to add to the error link anchor. */
        attributes?: Attributes | undefined
      })[]
    | undefined
  /** Prevent moving focus to the error summary when the page loads. */
  disableAutoFocus?: boolean | undefined
  /** Classes to add to the error-summary container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the error-summary container. */
  attributes?: Attributes | undefined
}
/**
 * Error summary, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/error-summary/
 */
export const govukErrorSummary = (options: GovukErrorSummary, content?: Html): Html =>
  renderMacro('govuk/components/error-summary', 'govukErrorSummary', options, content)

/** Options of `govukExitThisPage`. */
export type GovukExitThisPage = {
  /**
   * Text for the link. If `html` is provided, the `text` option will be ignored. Defaults to `"Emergency Exit this page"`
   * with 'Emergency' visually hidden.
   */
  text?: string | number | undefined
  /**
   * HTML for the link. If `html` is provided, the `text` option will be ignored. Defaults to `"Emergency Exit this page"`
   * with 'Emergency' visually hidden.
   */
  html?: Html | undefined
  /** URL to redirect the current tab to. Defaults to `"https://www.bbc.co.uk/weather"`. */
  redirectUrl?: string | undefined
  /** ID attribute to add to the exit this page container. */
  id?: string | undefined
  /** Classes to add to the exit this page container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the exit this page container. */
  attributes?: Attributes | undefined
  /**
   * Text announced by screen readers when Exit this Page has been activated via the keyboard shortcut. Defaults to
   * `"Loading."`.
   */
  activatedText?: string | undefined
  /**
   * Text announced by screen readers when the keyboard shortcut has timed out without successful activation. Defaults to
   * `"Exit this page expired."`.
   */
  timedOutText?: string | undefined
  /**
   * Text announced by screen readers when the user must press <kbd>Shift</kbd> two more times to activate the button.
   * Defaults to `"Shift, press 2 more times to exit."`.
   */
  pressTwoMoreTimesText?: string | undefined
  /**
   * Text announced by screen readers when the user must press <kbd>Shift</kbd> one more time to activate the button.
   * Defaults to `"Shift, press 1 more time to exit."`.
   */
  pressOneMoreTimeText?: string | undefined
}
/**
 * Exit this page, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/exit-this-page/
 */
export const govukExitThisPage = (options: GovukExitThisPage): Html =>
  renderMacro('govuk/components/exit-this-page', 'govukExitThisPage', options)

/** Options of `govukFeedback`. */
export type GovukFeedback = TextOrHtml & {
  /**
   * Text to use within the title of the Feedback component. If `titleHtml` is provided, the `titleText` option will be
   * ignored.
   */
  titleText?: string | undefined
  /**
   * HTML to use within the title of the Feedback component. If `titleHtml` is provided, the `titleText` option will be
   * ignored.
   */
  titleHtml?: Html | undefined
  /** Heading level, from `1` to `6`. Default is `2`. */
  headingLevel?: number | undefined
  /** Classes to add to the Feedback component container. */
  classes?: string | undefined
  /** HTML attributes (for example, data attributes) to add to the Feedback component container. */
  attributes?: Attributes | undefined
}
/** Feedback, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/feedback/ */
export const govukFeedback = (options: GovukFeedback, content?: Html): Html =>
  renderMacro('govuk/components/feedback', 'govukFeedback', options, content)

/** Options of `govukFieldset`. */
export type GovukFieldset = {
  /**
   * One or more element IDs to add to the `aria-describedby` attribute, used to provide additional descriptive
   * information for screenreader users.
   */
  describedBy?: string | undefined
  /** The legend for the fieldset component. */
  legend?:
    | (TextOrHtml & {
        /** Classes to add to the legend. */
        classes?: string | undefined
        /** Whether the legend also acts as the heading for the page. */
        isPageHeading?: boolean | undefined
      })
    | undefined
  /** Classes to add to the fieldset container. */
  classes?: string | undefined
  /** Optional ARIA role attribute. */
  role?: string | undefined
  /** HTML attributes (for example data attributes) to add to the fieldset container. */
  attributes?: Attributes | undefined
  /** HTML to use/render within the fieldset element. */
  html?: Html | undefined
}
/** Fieldset, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/fieldset/ */
export const govukFieldset = (options: GovukFieldset, content?: Html): Html =>
  renderMacro('govuk/components/fieldset', 'govukFieldset', options, content)

/** Options of `govukFileUpload`. */
export type GovukFileUpload = {
  /** The name of the input, which is submitted with the form data. */
  name: string
  /**
   * The ID of the input. Defaults to the value of `name`. If `javascript` is provided, this ID will be on the button of
   * the improved version, and the hidden input's ID will get the suffix "-input".
   */
  id?: string | undefined
  /** If `true`, file input will be disabled. */
  disabled?: boolean | undefined
  /**
   * If `true`, a user may select multiple files at the same time. The exact mechanism to do this differs depending on
   * operating system.
   */
  multiple?: boolean | undefined
  /**
   * One or more element IDs to add to the `aria-describedby` attribute, used to provide additional descriptive
   * information for screenreader users.
   */
  describedBy?: string | undefined
  /** The label used by the file upload component. */
  label: GovukLabel
  /** Can be used to add a hint to the file upload component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the file upload component. The error message component will not display if you
   * use a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Additional options for the form group containing the file upload component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before the input used by the file upload component. */
        beforeInput?: TextOrHtml | undefined
        /** Content to add after the input used by the file upload component. */
        afterInput?: TextOrHtml | undefined
      }
    | undefined
  /** Can be used to enable JavaScript enhancements for the component. */
  javascript?: boolean | undefined
  /**
   * The text of the button that opens the file picker. Default is `"Choose file"`. If `javascript` is not provided, this
   * option will be ignored.
   */
  chooseFilesButtonText?: string | undefined
  /**
   * The text informing users they can drop files. Default is `"or drop file"`. If `javascript` is not provided, this
   * option will be ignored.
   */
  dropInstructionText?: string | undefined
  /**
   * The text displayed when multiple files have been chosen by the user. The component will replace the `%{count}`
   * placeholder with the number of files selected. [Our pluralisation rules apply to this macro
   * option](https://frontend.design-system.service.gov.uk/localise-govuk-frontend/#understanding-pluralisation-rules). If
   * `javascript` is not provided, this option will be ignored.
   */
  multipleFilesChosenText?: Readonly<Record<string, string>> | undefined
  /**
   * The text displayed when no file has been chosen by the user. Default is `"No file chosen"`. If `javascript` is not
   * provided, this option will be ignored.
   */
  noFileChosenText?: string | undefined
  /**
   * The text announced by assistive technology when user drags files and enters the drop zone. Default is `"Entered drop
   * zone"`. If `javascript` is not provided, this option will be ignored.
   */
  enteredDropZoneText?: string | undefined
  /**
   * The text announced by assistive technology when user drags files and leaves the drop zone without dropping. Default
   * is `"Left drop zone"`. If `javascript` is not provided, this option will be ignored.
   */
  leftDropZoneText?: string | undefined
  /**
   * Classes to add to the file upload `<input>` element. If `javascript` is provided, these are not copied to the visible
   * button. To use classes for the visible button, use the `wrapperClasses` option.
   */
  classes?: string | undefined
  /**
   * HTML attributes (for example data attributes) to add to the file upload `<input>` element. If `javascript` is
   * provided, these are not copied to the visible button. To add attributes to the container, use the `wrapperAttributes`
   * option instead.
   */
  attributes?: Attributes | undefined
  /**
   * Classes to add to the improved file upload component's wrapper. If `javascript` is not provided, this option will be
   * ignored.
   */
  wrapperClasses?: string | undefined
  /**
   * HTML attributes (for example data attributes) to add to the improved file upload component's wrapper. If `javascript`
   * is not provided, this option will be ignored.
   */
  wrapperAttributes?: Attributes | undefined
}
/** File upload, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/file-upload/ */
export const govukFileUpload = (options: GovukFileUpload): Html =>
  renderMacro('govuk/components/file-upload', 'govukFileUpload', options)

/** Options of `govukGenericHeader`. */
export type GovukGenericHeader = {
  /** The URL of the logo link. Defaults to the root of the current web domain ("/"). */
  url?: string | undefined
  /** If `logoHtml` is set, this is not required. Text content for the logo section of the Generic header. */
  logoText?: string | undefined
  /** If `logoText` is set, this is not required. HTML content for the logo section of the Generic header. */
  logoHtml?: Html | undefined
  /** Classes for the container. Useful if you want to make the Generic header fixed width. */
  containerClasses?: string | undefined
  /** Classes to add to the Generic header container. */
  classes?: string | undefined
  /** HTML attributes (for example, data attributes) to add to the Generic header container. */
  attributes?: Attributes | undefined
}
/**
 * Generic header, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/generic-header/
 */
export const govukGenericHeader = (options: GovukGenericHeader): Html =>
  renderMacro('govuk/components/generic-header', 'govukGenericHeader', options)

/** Options of `govukHint`. */
export type GovukHint = TextOrHtml & {
  /** Optional ID attribute to add to the hint span tag. */
  id?: string | undefined
  /** Classes to add to the hint span tag. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the hint span tag. */
  attributes?: Attributes | undefined
}
/** Hint, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/hint/ */
export const govukHint = (options: GovukHint): Html => renderMacro('govuk/components/hint', 'govukHint', options)

/** Options of `govukInput`. */
export type GovukInput = {
  /** The ID of the input. Defaults to the value of `name`. */
  id?: string | undefined
  /** The name of the input, which is submitted with the form data. */
  name: string
  /** Type of input control to render, for example, a password input control. Defaults to `"text"`. */
  type?: string | undefined
  /**
   * Optional value for [the inputmode
   * attribute](https://developer.mozilla.org/en-US/docs/Web/HTML/Global_attributes/inputmode).
   */
  inputmode?: string | undefined
  /** Optional initial value of the input. */
  value?: string | number | undefined
  /** If `true`, input will be disabled. */
  disabled?: boolean | undefined
  /**
   * One or more element IDs to add to the `aria-describedby` attribute, used to provide additional descriptive
   * information for screenreader users.
   */
  describedBy?: string | undefined
  /** The label used by the text input component. */
  label: GovukLabel
  /** Can be used to add a hint to a text input component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the text input component. The error message component will not display if you
   * use a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Can be used to add a prefix to the text input component. */
  prefix?:
    | (TextOrHtml & {
        /** Classes to add to the prefix. */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the prefix element. */
        attributes?: Attributes | undefined
      })
    | undefined
  /** Can be used to add a suffix to the text input component. */
  suffix?:
    | (TextOrHtml & {
        /** Classes to add to the suffix element. */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the suffix element. */
        attributes?: Attributes | undefined
      })
    | undefined
  /** Additional options for the form group containing the text input component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before the input used by the text input component. */
        beforeInput?: TextOrHtml | undefined
        /** Content to add after the input used by the text input component. */
        afterInput?: TextOrHtml | undefined
      }
    | undefined
  /** Classes to add to the input. */
  classes?: string | undefined
  /**
   * Attribute to meet [WCAG success criterion 1.3.5: Identify input
   * purpose](https://www.w3.org/WAI/WCAG22/Understanding/identify-input-purpose.html), for instance `"bday-day"`. See the
   * [Autofill section in the HTML
   * standard](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill) section in the HTML
   * standard for full list of attributes that can be used.
   */
  autocomplete?: string | undefined
  /**
   * Attribute to [provide a regular expression
   * pattern](https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute), used to match allowed character
   * combinations for the input value.
   */
  pattern?: string | undefined
  /** Optional field to enable or disable the `spellcheck` attribute on the input. */
  spellcheck?: boolean | undefined
  /**
   * Optional field to enable or disable autocapitalisation of user input. [See the Autocapitalization section in the HTML
   * spec](https://html.spec.whatwg.org/multipage/interaction.html#autocapitalization) for a full list of values that can
   * be used.
   */
  autocapitalize?: string | undefined
  /**
   * If any of `prefix`, `suffix`, `formGroup.beforeInput` or `formGroup.afterInput` have a value, a wrapping element is
   * added around the input and inserted content. This object allows you to customise that wrapping element.
   */
  inputWrapper?:
    | {
        /** Classes to add to the wrapping element. */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the wrapping element. */
        attributes?: Attributes | undefined
      }
    | undefined
  /** HTML attributes (for example data attributes) to add to the input. */
  attributes?: Attributes | undefined
}
/** Input, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/input/ */
export const govukInput = (options: GovukInput): Html => renderMacro('govuk/components/input', 'govukInput', options)

/** Options of `govukInsetText`. */
export type GovukInsetText = TextOrHtml & {
  /** ID attribute to add to the inset text container. */
  id?: string | undefined
  /** Classes to add to the inset text container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the inset text container. */
  attributes?: Attributes | undefined
}
/** Inset text, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/inset-text/ */
export const govukInsetText = (options: GovukInsetText, content?: Html): Html =>
  renderMacro('govuk/components/inset-text', 'govukInsetText', options, content)

/** Options of `govukLabel`. */
export type GovukLabel = TextOrHtml & {
  /** The value of the `for` attribute, the ID of the input the label is associated with. */
  for?: string | undefined
  /** Whether the label also acts as the heading for the page. */
  isPageHeading?: boolean | undefined
  /** Classes to add to the label tag. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the label tag. */
  attributes?: Attributes | undefined
}
/** Label, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/label/ */
export const govukLabel = (options: GovukLabel): Html => renderMacro('govuk/components/label', 'govukLabel', options)

/** Options of `govukLanguageNavigation`. */
export type GovukLanguageNavigation = {
  /** The languages to display within the language navigation. */
  items: readonly (TextOrHtml & {
    /**
     * The language tag for the language item text (for example, `cy` for Welsh). Added as a `lang` attribute so that
     * assistive technologies pronounce the language name correctly.
     */
    lang: string
    /**
     * The language tag for the linked page (for example, `cy` for Welsh). Added as an `hreflang` attribute for search
     * engines and other machine readers. Defaults to `lang` when omitted.
     */
    hrefLang?: string | undefined
    /**
     * The text direction of the script the language name is written in (`ltr` for left-to-right scripts or `rtl` for
     * right-to-left). Set this on every item if the navigation includes scripts written in different directions.
     */
    dir?: string | undefined
    /** Link to the current page in this language. */
    href?: string | undefined
    /** Whether this is the language of the current page. Defaults to `true` when `href` is not provided. */
    current?: boolean | undefined
    /**
     * Visually hidden text after a language link to indicate what the link will do. Write it in the language of the link
     * (for example, "Change the language to English").
     */
    languageDescriptionText?: string | undefined
    /** Classes to add to the language item anchor. */
    classes?: string | undefined
    /** HTML attributes to add to the language item anchor. */
    attributes?: Attributes | undefined
  })[]
  /**
   * Plain text label identifying the navigation landmark to screen readers. Write it in the language of the current page.
   * Defaults to "Language".
   */
  ariaLabel?: string | undefined
  /** Classes to add to the language navigation container. */
  classes?: string | undefined
  /** HTML attributes to add to the language navigation container. */
  attributes?: Attributes | undefined
}
/**
 * Language navigation, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/language-navigation/
 */
export const govukLanguageNavigation = (options: GovukLanguageNavigation): Html =>
  renderMacro('govuk/components/language-navigation', 'govukLanguageNavigation', options)

/** Options of `govukNotificationBanner`. */
export type GovukNotificationBanner = TextOrHtml & {
  /**
   * The title text that displays in the notification banner. You can use any string with this option. Use this option to
   * set text that does not contain HTML. The available default values are 'Important', 'Success', and null: - if you do
   * not set `type`, `titleText` defaults to `"Important"` - if you set `type` to `success`, `titleText` defaults to
   * `"Success"` - if you set `titleHtml`, this option is ignored
   */
  titleText?: string | undefined
  /**
   * The title HTML to use within the notification banner. You can use any string with this option. Use this option to set
   * text that contains HTML. If you set `titleHtml`, the `titleText` option is ignored.
   */
  titleHtml?: Html | undefined
  /**
   * Sets heading level for the title only. You can only use values between `1` and `6` with this option. The default is
   * `2`.
   */
  titleHeadingLevel?: string | number | undefined
  /**
   * The type of notification to render. You can use only `"success"` or `null` values with this option. If you set `type`
   * to `"success"`, the notification banner sets `role` to `"alert"`. JavaScript then moves the keyboard focus to the
   * notification banner when the page loads. If you do not set `type`, the notification banner sets `role` to `"region"`.
   */
  type?: string | undefined
  /**
   * Overrides the value of the `role` attribute for the notification banner. Defaults to `"region"`. If you set `type` to
   * `"success"`, `role` defaults to `"alert"`.
   */
  role?: string | undefined
  /**
   * The `id` for the banner title, and the `aria-labelledby` attribute in the banner. Defaults to
   * `"govuk-notification-banner-title"`.
   */
  titleId?: string | undefined
  /**
   * If you set `type` to `"success"`, or `role` to `"alert"`, JavaScript moves the keyboard focus to the notification
   * banner when the page loads. To disable this behaviour, set `disableAutoFocus` to `true`.
   */
  disableAutoFocus?: boolean | undefined
  /** The classes that you want to add to the notification banner. */
  classes?: string | undefined
  /** The HTML attributes that you want to add to the notification banner, for example, data attributes. */
  attributes?: Attributes | undefined
}
/**
 * Notification banner, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/notification-banner/
 */
export const govukNotificationBanner = (options: GovukNotificationBanner, content?: Html): Html =>
  renderMacro('govuk/components/notification-banner', 'govukNotificationBanner', options, content)

/** Options of `govukPagination`. */
export type GovukPagination = {
  /** The items within the pagination component. */
  items?:
    | readonly {
        /** The pagination item text – usually a page number. Required unless the item is an ellipsis. */
        number?: string | number | undefined
        /**
         * The visually hidden label for the pagination item, which will be applied to an `aria-label` and announced by screen
         * readers on the pagination item link. Should include page number. Defaults to, for example "Page 1".
         */
        visuallyHiddenText?: string | undefined
        /** The link's URL. Required unless the item is an ellipsis. */
        href?: string | undefined
        /** Set to `true` to indicate the current page the user is on. */
        current?: boolean | undefined
        /**
         * Use this option if you want to specify an ellipsis at a given point between numbers. If you set this option as
         * `true`, any other options for the item are ignored.
         */
        ellipsis?: boolean | undefined
        /** The HTML attributes (for example, data attributes) you want to add to the anchor. */
        attributes?: Attributes | undefined
      }[]
    | undefined
  /** A link to the previous page, if there is a previous page. */
  previous?:
    | {
        /**
         * The text content of the link to the previous page. Defaults to `"Previous page"`, with 'page' being visually hidden.
         * If `html` is provided, the `text` option will be ignored.
         */
        text?: string | number | undefined
        /**
         * The HTML content of the link to the previous page. Defaults to `"Previous page"`, with 'page' being visually hidden.
         * If `html` is provided, the `text` option will be ignored.
         */
        html?: Html | undefined
        /**
         * The optional label that goes underneath the link to the previous page, providing further context for the user about
         * where the link goes.
         */
        labelText?: string | undefined
        /** The previous page's URL. */
        href: string
        /** The HTML attributes (for example, data attributes) you want to add to the anchor. */
        attributes?: Attributes | undefined
      }
    | undefined
  /** A link to the next page, if there is a next page. */
  next?:
    | {
        /**
         * The text content of the link to the next page. Defaults to `"Next page"`, with 'page' being visually hidden. If
         * `html` is provided, the `text` option will be ignored.
         */
        text?: string | number | undefined
        /**
         * The HTML content of the link to the next page. Defaults to `"Next page"`, with 'page' being visually hidden. If
         * `html` is provided, the `text` option will be ignored.
         */
        html?: Html | undefined
        /**
         * The optional label that goes underneath the link to the next page, providing further context for the user about where
         * the link goes.
         */
        labelText?: string | undefined
        /** The next page's URL. */
        href: string
        /** The HTML attributes (for example, data attributes) you want to add to the anchor. */
        attributes?: Attributes | undefined
      }
    | undefined
  /** The label for the navigation landmark that wraps the pagination. Defaults to `"Pagination"`. */
  landmarkLabel?: string | undefined
  /** The classes you want to add to the pagination `nav` parent. */
  classes?: string | undefined
  /** The HTML attributes (for example, data attributes) you want to add to the pagination `nav` parent. */
  attributes?: Attributes | undefined
}
/** Pagination, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/pagination/ */
export const govukPagination = (options: GovukPagination): Html =>
  renderMacro('govuk/components/pagination', 'govukPagination', options)

/** Options of `govukPanel`. */
export type GovukPanel = TextOrHtml & {
  /**
   * If `titleHtml` is set, this is not required. Text to use within the panel. If `titleHtml` is provided, the
   * `titleText` option will be ignored.
   */
  titleText?: string | undefined
  /**
   * If `titleText` is set, this is not required. HTML to use within the panel. If `titleHtml` is provided, the
   * `titleText` option will be ignored.
   */
  titleHtml?: Html | undefined
  /** Heading level, from `1` to `6`. Default is `1`. */
  headingLevel?: number | undefined
  /** Classes to add to the panel container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the panel container. */
  attributes?: Attributes | undefined
  /**
   * Can be used when creating an [interruption
   * panel](https://design-system.service.gov.uk/components/panel/#interruption-panel) which will add a button or link.
   * Default is `button` unless you set `href` which will show the action as a link.
   */
  actions?:
    | {
        /** The list of buttons or links to display at the end of an Interruption panel. */
        items?:
          | readonly {
              /** The button or link text. */
              text?: string | number | undefined
              /**
               * The type of button – `"button"` or `"submit"`. If `href` is provided, set `type` to `"button"` render a link styled
               * as a button.
               */
              type?: string | undefined
              /** The `href` for a link. Set `type` to `"button"` and set `href` to render a link styled as a button. */
              href?: string | undefined
              /** The additional classes that you want to add to the button or link. */
              classes?: string | undefined
              /** The additional attributes that you want to add to the button or link. For example, data attributes. */
              attributes?: Attributes | undefined
            }[]
          | undefined
        /** The additional classes that you want to add to the `govuk-panel__actions` element that wraps the buttons or links. */
        classes?: string | undefined
        /**
         * The additional attributes that you want to add to the `govuk-panel__actions` element that wraps the buttons or links.
         * For example, data attributes.
         */
        attributes?: Attributes | undefined
      }
    | undefined
}
/** Panel, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/panel/ */
export const govukPanel = (options: GovukPanel, content?: Html): Html =>
  renderMacro('govuk/components/panel', 'govukPanel', options, content)

/** Options of `govukPasswordInput`. */
export type GovukPasswordInput = {
  /** The ID of the input. Defaults to the value of `name`. */
  id?: string | undefined
  /** The name of the input, which is submitted with the form data. */
  name: string
  /** Optional initial value of the input. */
  value?: string | undefined
  /** If `true`, input will be disabled. */
  disabled?: boolean | undefined
  /**
   * One or more element IDs to add to the `aria-describedby` attribute, used to provide additional descriptive
   * information for screenreader users.
   */
  describedBy?: string | undefined
  /** The label used by the text input component. */
  label: GovukLabel
  /** Can be used to add a hint to a text input component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the text input component. The error message component will not display if you
   * use a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Additional options for the form group containing the text input component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before the input used by the text input component. */
        beforeInput?: TextOrHtml | undefined
        /** Content to add after the input used by the text input component. */
        afterInput?: TextOrHtml | undefined
      }
    | undefined
  /** Classes to add to the input. */
  classes?: string | undefined
  /**
   * Attribute to meet [WCAG success criterion 1.3.5: Identify input
   * purpose](https://www.w3.org/WAI/WCAG22/Understanding/identify-input-purpose.html). See the [Autofill section in the
   * HTML standard](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill) for full list of
   * attributes that can be used. Default is `"current-password"`.
   */
  autocomplete?: string | undefined
  /** HTML attributes (for example data attributes) to add to the input. */
  attributes?: Attributes | undefined
  /** Button text when the password is hidden. Defaults to `"Show"`. */
  showPasswordText?: string | undefined
  /** Button text when the password is visible. Defaults to `"Hide"`. */
  hidePasswordText?: string | undefined
  /**
   * Button text exposed to assistive technologies, like screen readers, when the password is hidden. Defaults to `"Show
   * password"`.
   */
  showPasswordAriaLabelText?: string | undefined
  /**
   * Button text exposed to assistive technologies, like screen readers, when the password is visible. Defaults to `"Hide
   * password"`.
   */
  hidePasswordAriaLabelText?: string | undefined
  /**
   * Announcement made to screen reader users when their password has become visible in plain text. Defaults to `"Your
   * password is visible"`.
   */
  passwordShownAnnouncementText?: string | undefined
  /**
   * Announcement made to screen reader users when their password has been obscured and is not visible. Defaults to `"Your
   * password is hidden"`.
   */
  passwordHiddenAnnouncementText?: string | undefined
  /** Optional object allowing customisation of the toggle button. */
  button?:
    | {
        /** Classes to add to the button. */
        classes?: string | undefined
      }
    | undefined
}
/**
 * Password input, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/password-input/
 */
export const govukPasswordInput = (options: GovukPasswordInput): Html =>
  renderMacro('govuk/components/password-input', 'govukPasswordInput', options)

/** Options of `govukPhaseBanner`. */
export type GovukPhaseBanner = TextOrHtml & {
  /** The tag used by the phase banner component. */
  tag: GovukTag
  /** Classes to add to the phase banner container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the phase banner container. */
  attributes?: Attributes | undefined
}
/**
 * Phase banner, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/phase-banner/
 */
export const govukPhaseBanner = (options: GovukPhaseBanner): Html =>
  renderMacro('govuk/components/phase-banner', 'govukPhaseBanner', options)

/** Options of `govukRadios`. */
export type GovukRadios = {
  /** The fieldset used by the radios component. */
  fieldset?: GovukFieldset | undefined
  /** Can be used to add a hint to the radios component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the radios component. The error message component will not display if you use
   * a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Additional options for the form group containing the radios component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before all radio items within the radios component. */
        beforeInputs?: TextOrHtml | undefined
        /** Content to add after all radio items within the radios component. */
        afterInputs?: TextOrHtml | undefined
      }
    | undefined
  /**
   * Optional prefix. This is used to prefix the `id` attribute for each radio input, hint and error message, separated by
   * `-`. Defaults to the `name` option value.
   */
  idPrefix?: string | undefined
  /** Name attribute for the radio items. */
  name: string
  /** The radio items within the radios component. */
  items: readonly (
    | (TextOrHtml & {
        /** Specific ID attribute for the radio item. If omitted, then `idPrefix` string will be applied. */
        id?: string | undefined
        /** Value for the radio input. */
        value: string
        /** Subset of options for the label used by each radio item within the radios component. */
        label?:
          | {
              /** Classes to add to the label tag. */
              classes?: string | undefined
              /** HTML attributes (for example data attributes) to add to the label tag. */
              attributes?: Attributes | undefined
            }
          | undefined
        /** Can be used to add a hint to each radio item within the radios component. */
        hint?: GovukHint | undefined
        /** Divider text to separate radio items, for example the text `"or"`. */
        divider?: string | undefined
        /** Whether the radio should be checked when the page loads. Takes precedence over the top-level `value` option. */
        checked?: boolean | undefined
        /** Provide additional content to reveal when the radio is checked. */
        conditional?:
          | {
              /** The HTML to reveal when the radio is checked. */
              html?: Html | undefined
            }
          | undefined
        /** If `true`, radio will be disabled. */
        disabled?: boolean | undefined
        /** HTML attributes (for example data attributes) to add to the radio input tag. */
        attributes?: Attributes | undefined
      })
    | { divider: string }
  )[]
  /**
   * The value for the radio which should be checked when the page loads. Use this as an alternative to setting the
   * `checked` option on each individual item.
   */
  value?: string | undefined
  /** Classes to add to the radio container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the radio container. */
  attributes?: Attributes | undefined
}
/** Radios, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/radios/ */
export const govukRadios = (options: GovukRadios): Html => renderMacro('govuk/components/radios', 'govukRadios', options)

/** Options of `govukSelect`. */
export type GovukSelect = {
  /** ID for the select box. Defaults to the value of `name`. */
  id?: string | undefined
  /** Name property for the select. */
  name: string
  /** The items within the select component. */
  items: readonly {
    /** Value for the option. If this is omitted, the value is taken from the text content of the option element. */
    value?: string | number | undefined
    /** Text for the option item. */
    text?: string | number | undefined
    /** Whether the option should be selected when the page loads. Takes precedence over the top-level `value` option. */
    selected?: boolean | undefined
    /** Sets the option item as disabled. */
    disabled?: boolean | undefined
    /** HTML attributes (for example data attributes) to add to the option. */
    attributes?: Attributes | undefined
  }[]
  /**
   * Value for the option which should be selected. Use this as an alternative to setting the `selected` option on each
   * individual item.
   */
  value?: string | number | undefined
  /**
   * If `true`, select box will be disabled. Use the `disabled` option on each individual item to only disable certain
   * options.
   */
  disabled?: boolean | undefined
  /**
   * One or more element IDs to add to the `aria-describedby` attribute, used to provide additional descriptive
   * information for screenreader users.
   */
  describedBy?: string | undefined
  /** The label used by the select component. */
  label: GovukLabel
  /** Can be used to add a hint to the select component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the select component. The error message component will not display if you use
   * a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Additional options for the form group containing the select component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before the select used by the select component. */
        beforeInput?: TextOrHtml | undefined
        /** Content to add after the select used by the select component. */
        afterInput?: TextOrHtml | undefined
      }
    | undefined
  /** Classes to add to the select. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the select. */
  attributes?: Attributes | undefined
}
/** Select, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/select/ */
export const govukSelect = (options: GovukSelect): Html => renderMacro('govuk/components/select', 'govukSelect', options)

/** Options of `govukServiceNavigation`. */
export type GovukServiceNavigation = {
  /** Classes to add to the service navigation container. */
  classes?: string | undefined
  /** HTML attributes (for example, data attributes) to add to the service navigation container. */
  attributes?: Attributes | undefined
  /**
   * The text for the `aria-label` which labels the service navigation container when a service name is included. Defaults
   * to `"Service information"`.
   */
  ariaLabel?: string | undefined
  /** The text of the mobile navigation menu toggle. */
  menuButtonText?: string | undefined
  /**
   * The screen reader label for the mobile navigation menu toggle. Defaults to the same value as `menuButtonText` if not
   * specified.
   */
  menuButtonLabel?: string | undefined
  /**
   * The screen reader label for the mobile navigation menu. Defaults to the same value as `menuButtonText` if not
   * specified.
   */
  navigationLabel?: string | undefined
  /** The ID used to associate the mobile navigation toggle with the navigation menu. Defaults to `navigation`. */
  navigationId?: string | undefined
  /** Classes to add to the navigation menu container. */
  navigationClasses?: string | undefined
  /**
   * Whether the navigation should be collapsed inside a menu on mobile. Defaults to true if there is more than one
   * navigation item.
   */
  collapseNavigationOnMobile?: boolean | undefined
  /** The name of your service. */
  serviceName?: string | undefined
  /** The homepage of your service. */
  serviceUrl?: string | undefined
  /** Used to add navigation to the service header. */
  navigation?:
    | readonly (TextOrHtml & {
        /** If `true`, indicates that the user is currently on this page. This takes precedence over `active`. */
        current?: boolean | undefined
        /** If `true`, indicates that the user is within this group of pages in the navigation hierarchy. */
        active?: boolean | undefined
        /** URL of the navigation item anchor. */
        href?: string | undefined
        /** HTML attributes (for example data attributes) to add to the navigation item anchor. */
        attributes?: Attributes | undefined
      })[]
    | undefined
  /** Specified points for injecting custom HTML into the service header. */
  slots?:
    | {
        /** HTML injected at the start of the service header container. */
        start?: Html | undefined
        /** Options for injecting HTML at the end of the service header container. */
        end?: Html | { html: Html; align?: string | undefined } | undefined
        /** HTML injected before the first list item in the navigation list. Requires `navigation` to be set. */
        navigationStart?: Html | undefined
        /** HTML injected after the last list item in the navigation list. Requires `navigation` to be set. */
        navigationEnd?: Html | undefined
      }
    | undefined
}
/**
 * Service navigation, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/service-navigation/
 */
export const govukServiceNavigation = (options: GovukServiceNavigation): Html =>
  renderMacro('govuk/components/service-navigation', 'govukServiceNavigation', options)

/** Options of `govukSkipLink`. */
export type GovukSkipLink = TextOrHtml & {
  /** The value of the skip link’s `href` attribute. Defaults to `"#content"` if you do not provide a value. */
  href?: string | undefined
  /** Classes to add to the skip link. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the skip link. */
  attributes?: Attributes | undefined
}
/** Skip link, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/skip-link/ */
export const govukSkipLink = (options: GovukSkipLink): Html => renderMacro('govuk/components/skip-link', 'govukSkipLink', options)

/** Options of `govukSummaryList`. */
export type GovukSummaryList = {
  /** The rows within the summary list component. */
  rows: readonly {
    /** Classes to add to the row `div`. */
    classes?: string | undefined
    /** The reference content (key) for each row item in the summary list component. */
    key: TextOrHtml & {
      /** Classes to add to the key wrapper. */
      classes?: string | undefined
    }
    /** The value for each row item in the summary list component. */
    value: TextOrHtml & {
      /** Classes to add to the value wrapper. */
      classes?: string | undefined
    }
    /** The action link content for each row item in the summary list component. */
    actions?:
      | {
          /** The action link items within the row item of the summary list component. */
          items?:
            | readonly (TextOrHtml & {
                /** The value of the link's `href` attribute for an action item. */
                href: string
                /**
                 * Actions rely on context from the surrounding content so may require additional accessible text. Text supplied to this
                 * option is appended to the end. Use `html` for more complicated scenarios.
                 */
                visuallyHiddenText?: string | undefined
                /** Classes to add to the action item. */
                classes?: string | undefined
                /** HTML attributes (for example data attributes) to add to the action item. */
                attributes?: Attributes | undefined
              })[]
            | undefined
          /** Classes to add to the actions wrapper. */
          classes?: string | undefined
        }
      | undefined
  }[]
  /**
   * Can be used to wrap a summary card around the summary list component. If any of these options are present, a summary
   * card will wrap around the summary list.
   */
  card?:
    | {
        /** Data for the summary card header. */
        title?:
          | {
              /** Text to use within each title. If `html` is provided, the `text` option will be ignored. */
              text?: string | number | undefined
              /** Text to use within each title. If `html` is provided, the `text` option will be ignored. */
              html?: Html | undefined
              /** Heading level, from `1` to `6`. Default is `2`. */
              headingLevel?: number | undefined
              /** Classes to add to the title wrapper. */
              classes?: string | undefined
            }
          | undefined
        /** The action link content shown in the header of each summary card wrapped around the summary list component. */
        actions?:
          | {
              /** The action link items shown in the header within the summary card wrapped around the summary list component. */
              items?:
                | readonly (TextOrHtml & {
                    /** The value of the link's `href` attribute for an action item. */
                    href: string
                    /**
                     * Actions rely on context from the surrounding content so may require additional accessible text. Text supplied to this
                     * option is appended to the end. Use `html` for more complicated scenarios.
                     */
                    visuallyHiddenText?: string | undefined
                    /** Classes to add to the action item. */
                    classes?: string | undefined
                    /** HTML attributes (for example data attributes) to add to the action item. */
                    attributes?: Attributes | undefined
                  })[]
                | undefined
              /** Classes to add to the actions wrapper. */
              classes?: string | undefined
            }
          | undefined
        /** Classes to add to the container. */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the container. */
        attributes?: Attributes | undefined
      }
    | undefined
  /** Classes to add to the container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the container. */
  attributes?: Attributes | undefined
}
/**
 * Summary list, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/summary-list/
 */
export const govukSummaryList = (options: GovukSummaryList): Html =>
  renderMacro('govuk/components/summary-list', 'govukSummaryList', options)

/** Options of `govukTable`. */
export type GovukTable = {
  /** The rows within the table component. */
  rows: readonly (readonly (TextOrHtml & {
    /** Specify format of a cell. Currently we only use "numeric". */
    format?: string | undefined
    /** Classes to add to the table row cell. */
    classes?: string | undefined
    /** Specify how many columns a cell extends. */
    colspan?: number | undefined
    /** Specify how many rows a cell extends. */
    rowspan?: number | undefined
    /** HTML attributes (for example data attributes) to add to the table cell. */
    attributes?: Attributes | undefined
  })[])[]
  /** Can be used to add a row of table header cells (`<th>`) at the top of the table component. */
  head?:
    | readonly {
        /**
         * If `html` is set, this is not required. Text for table head cells. If `html` is provided, the `text` option will be
         * ignored.
         */
        text?: string | number | undefined
        /**
         * If `text` is set, this is not required. HTML for table head cells. If `html` is provided, the `text` option will be
         * ignored.
         */
        html?: Html | undefined
        /** Specify format of a cell. Currently we only use "numeric". */
        format?: string | undefined
        /** Classes to add to the table head cell. */
        classes?: string | undefined
        /** Specify how many columns a cell extends. */
        colspan?: number | undefined
        /** Specify how many rows a cell extends. */
        rowspan?: number | undefined
        /** HTML attributes (for example data attributes) to add to the table cell. */
        attributes?: Attributes | undefined
      }[]
    | undefined
  /** Caption text. */
  caption?: string | undefined
  /** Classes for caption text size. Classes should correspond to the available typography heading classes. */
  captionClasses?: string | undefined
  /** If set to `true`, the first cell in each row will be a table header (`<th>`). */
  firstCellIsHeader?: boolean | undefined
  /** Classes to add to the table container. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the table container. */
  attributes?: Attributes | undefined
}
/** Table, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/table/ */
export const govukTable = (options: GovukTable): Html => renderMacro('govuk/components/table', 'govukTable', options)

/** Options of `govukTabs`. */
export type GovukTabs = {
  /** This is used for the main component and to compose the ID attribute for each item. */
  id?: string | undefined
  /** Optional prefix. This is used to prefix the `id` attribute for each tab item and panel, separated by `-`. */
  idPrefix?: string | undefined
  /** Title for the tabs table of contents. */
  title?: string | undefined
  /** The individual tabs within the tabs component. */
  items: readonly {
    /** Specific ID attribute for the tab item. If omitted, then `idPrefix` string is required instead. */
    id: string
    /** The text label of a tab item. */
    label: string
    /** HTML attributes (for example data attributes) to add to the tab. */
    attributes?: Attributes | undefined
    /** The contents of each tab within the tabs component. This is referenced as a panel. */
    panel: TextOrHtml & {
      /** HTML attributes (for example data attributes) to add to the tab panel. */
      attributes?: Attributes | undefined
    }
  }[]
  /** Classes to add to the tabs component. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the tabs component. */
  attributes?: Attributes | undefined
}
/** Tabs, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/tabs/ */
export const govukTabs = (options: GovukTabs): Html => renderMacro('govuk/components/tabs', 'govukTabs', options)

/** Options of `govukTag`. */
export type GovukTag = TextOrHtml & {
  /** Classes to add to the tag. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the tag. */
  attributes?: Attributes | undefined
}
/** Tag, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/tag/ */
export const govukTag = (options: GovukTag): Html => renderMacro('govuk/components/tag', 'govukTag', options)

/** Options of `govukTaskList`. */
export type GovukTaskList = {
  /** The items for each task within the task list component. */
  items: readonly {
    /** The main title for the task within the task list component. */
    title: TextOrHtml & {
      /** Classes to add to the title wrapper. */
      classes?: string | undefined
    }
    /** Can be used to add a hint to each task within the task list component. */
    hint?: TextOrHtml | undefined
    /** The status for each task within the task list component. */
    status: {
      /** Can be used to add a tag to the status of the task within the task list component. */
      tag?: GovukTag | undefined
      /**
       * Text to use for the status, as an alternative to using a tag. If `html` or `tag` is provided, the `text` argument
       * will be ignored.
       */
      text?: string | number | undefined
      /**
       * HTML to use for the status, as an alternative to using a tag. If `html` or `tag` is provided, the `text` argument
       * will be ignored.
       */
      html?: Html | undefined
      /** Classes to add to the status container. */
      classes?: string | undefined
    }
    /** The value of the link’s `href` attribute for the task list item. */
    href?: string | undefined
    /** Classes to add to the item `div`. */
    classes?: string | undefined
  }[]
  /** Classes to add to the `ul` container for the task list. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the `ul` container for the task list. */
  attributes?: Attributes | undefined
  /**
   * Optional prefix. This is used to prefix the `id` attribute for the task list item tag and hint, separated by `-`.
   * Defaults to `"task-list"`.
   */
  idPrefix?: string | undefined
}
/** Task list, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/task-list/ */
export const govukTaskList = (options: GovukTaskList): Html => renderMacro('govuk/components/task-list', 'govukTaskList', options)

/** Options of `govukTextarea`. */
export type GovukTextarea = {
  /** The ID of the textarea. Defaults to the value of `name`. */
  id?: string | undefined
  /** The name of the textarea, which is submitted with the form data. */
  name: string
  /** Optional field to enable or disable the `spellcheck` attribute on the textarea. */
  spellcheck?: boolean | undefined
  /** Optional number of textarea rows (default is 5 rows). */
  rows?: string | number | undefined
  /** Optional initial value of the textarea. */
  value?: string | undefined
  /** If `true`, textarea will be disabled. */
  disabled?: boolean | undefined
  /**
   * One or more element IDs to add to the `aria-describedby` attribute, used to provide additional descriptive
   * information for screenreader users.
   */
  describedBy?: string | undefined
  /** The label used by the textarea component. */
  label: GovukLabel
  /** Can be used to add a hint to the textarea component. */
  hint?: GovukHint | undefined
  /**
   * Can be used to add an error message to the textarea component. The error message component will not display if you
   * use a falsy value for `errorMessage`, for example `false` or `null`.
   */
  errorMessage?: GovukErrorMessage | undefined
  /** Additional options for the form group containing the textarea component. */
  formGroup?:
    | {
        /** Classes to add to the form group (for example to show error state for the whole group). */
        classes?: string | undefined
        /** HTML attributes (for example data attributes) to add to the form group. */
        attributes?: Attributes | undefined
        /** Content to add before the textarea used by the textarea component. */
        beforeInput?: TextOrHtml | undefined
        /** Content to add after the textarea used by the textarea component. */
        afterInput?: TextOrHtml | undefined
      }
    | undefined
  /** Classes to add to the textarea. */
  classes?: string | undefined
  /**
   * Attribute to meet [WCAG success criterion 1.3.5: Identify input
   * purpose](https://www.w3.org/WAI/WCAG22/Understanding/identify-input-purpose.html), for instance `"bday-day"`. See the
   * [Autofill section in the HTML
   * standard](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill) section in the HTML
   * standard for full list of attributes that can be used.
   */
  autocomplete?: string | undefined
  /** HTML attributes (for example data attributes) to add to the textarea. */
  attributes?: Attributes | undefined
}
/** Textarea, of the GOV.UK Design System. When to use it: https://design-system.service.gov.uk/components/textarea/ */
export const govukTextarea = (options: GovukTextarea): Html => renderMacro('govuk/components/textarea', 'govukTextarea', options)

/** Options of `govukWarningText`. */
export type GovukWarningText = TextOrHtml & {
  /** The fallback text for the icon. Defaults to `"Warning"`. */
  iconFallbackText?: string | undefined
  /** Classes to add to the warning text. */
  classes?: string | undefined
  /** HTML attributes (for example data attributes) to add to the warning text. */
  attributes?: Attributes | undefined
}
/**
 * Warning text, of the GOV.UK Design System. When to use it:
 * https://design-system.service.gov.uk/components/warning-text/
 */
export const govukWarningText = (options: GovukWarningText): Html =>
  renderMacro('govuk/components/warning-text', 'govukWarningText', options)

/** Options of `mojAddAnother`. */
export type MojAddAnother = {
  id?: string | undefined
  itemLabel?: string | undefined
  layout?: 'inline' | undefined
  items: readonly { classes?: string | undefined; fieldset: GovukFieldset; errorMessage?: GovukErrorMessage | undefined }[]
  addAnotherButtonText?: string | undefined
  removeButtonText?: string | undefined
  removeButtonSuffixText?: string | undefined
  itemLegendText?: Readonly<Record<string, string>> | undefined
  fieldLabelSuffixText?: string | undefined
  newItemSuffixText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Add another, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/add-another */
export const mojAddAnother = (options: MojAddAnother): Html => renderMacro('moj/components/add-another', 'mojAddAnother', options)

/** Options of `mojAlert`. */
export type MojAlert = {
  variant?: 'information' | 'success' | 'warning' | 'error' | undefined
  title: string
  text?: string | undefined
  html?: Html | undefined
  showTitleAsHeading?: boolean | undefined
  headingTag?: 'h2' | 'h3' | 'h4' | undefined
  role?: string | undefined
  dismissible?: boolean | undefined
  dismissText?: string | undefined
  disableAutoFocus?: boolean | undefined
  focusOnDismissSelector?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Alert, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/alert */
export const mojAlert = (options: MojAlert): Html => renderMacro('moj/components/alert', 'mojAlert', options)

/** Options of `mojBadge`. */
export type MojBadge = TextOrHtml & {
  label?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Badge, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/badge */
export const mojBadge = (options: MojBadge): Html => renderMacro('moj/components/badge', 'mojBadge', options)

/** Options of `mojBanner`. */
export type MojBanner = TextOrHtml & {
  type?: 'success' | 'warning' | 'information' | undefined
  iconFallbackText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Banner, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/banner */
export const mojBanner = (options: MojBanner): Html => renderMacro('moj/components/banner', 'mojBanner', options)

/** Options of `mojButtonMenu`. */
export type MojButtonMenu = {
  items: readonly GovukButton[]
  button?: { text?: string | undefined; classes?: string | undefined } | undefined
  alignMenu?: 'left' | 'right' | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Button menu, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/button-menu */
export const mojButtonMenu = (options: MojButtonMenu): Html => renderMacro('moj/components/button-menu', 'mojButtonMenu', options)

/** Options of `mojCurrencyInput`. */
export type MojCurrencyInput = {
  id: string
  name: string
  value?: string | number | undefined
  label: GovukLabel
  hint?: GovukHint | undefined
  errorMessage?: GovukErrorMessage | undefined
  formGroup?: { classes?: string | undefined } | undefined
  type?: string | undefined
  currencyLabel?: (TextOrHtml & { classes?: string | undefined }) | undefined
  describedBy?: string | undefined
  autocomplete?: string | undefined
  pattern?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/**
 * Currency input, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/currency-input
 */
export const mojCurrencyInput = (options: MojCurrencyInput): Html =>
  renderMacro('moj/components/currency-input', 'mojCurrencyInput', options)

/** Options of `mojDatePicker`. */
export type MojDatePicker = {
  id: string
  name: string
  value?: string | number | undefined
  label: GovukLabel
  hint?: GovukHint | undefined
  errorMessage?: GovukErrorMessage | undefined
  formGroup?: { classes?: string | undefined } | undefined
  minDate?: string | undefined
  maxDate?: string | undefined
  excludedDates?: string | undefined
  excludedDays?: string | undefined
  leadingZeros?: boolean | undefined
  weekStartDay?: 'monday' | 'sunday' | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Date picker, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/date-picker */
export const mojDatePicker = (options: MojDatePicker): Html => renderMacro('moj/components/date-picker', 'mojDatePicker', options)

/** Options of `mojFilter`. */
export type MojFilter = {
  heading: TextOrHtml
  optionsHtml: Html
  submit?: { text?: string | undefined; attributes?: Attributes | undefined } | undefined
  selectedFilters?:
    | {
        heading: TextOrHtml
        clearLink: { href: string; text: string }
        categories: readonly { heading: TextOrHtml; items: readonly { href: string; text: string }[] }[]
      }
    | undefined
  attributes?: Attributes | undefined
}
/** Filter, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/filter */
export const mojFilter = (options: MojFilter): Html => renderMacro('moj/components/filter', 'mojFilter', options)

/** Options of `mojIdentityBar`. */
export type MojIdentityBar = {
  title: TextOrHtml
  menus?: readonly MojButtonMenu[] | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Identity bar, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/identity-bar */
export const mojIdentityBar = (options: MojIdentityBar): Html =>
  renderMacro('moj/components/identity-bar', 'mojIdentityBar', options)

/** Options of `mojInterruptionCard`. */
export type MojInterruptionCard = {
  heading: string
  primaryAction: { text: string; href: string; style?: 'button' | 'link' | undefined; attributes?: Attributes | undefined }
  secondaryAction?:
    | { text: string; href: string; style?: 'button' | 'link' | undefined; attributes?: Attributes | undefined }
    | undefined
}
/**
 * Interruption card, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/interruption-card
 */
export const mojInterruptionCard = (options: MojInterruptionCard, content?: Html): Html =>
  renderMacro('moj/components/interruption-card', 'interruptionCard', options, content)

/** Options of `mojMessages`. */
export type MojMessages = {
  id?: string | undefined
  label?: string | undefined
  items: readonly (TextOrHtml & {
    id?: string | number | undefined
    type: 'sent' | 'received'
    sender: string
    timestamp: string
  })[]
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Messages, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/messages */
export const mojMessages = (options: MojMessages): Html => renderMacro('moj/components/messages', 'mojMessages', options)

/** Options of `mojMultiFileUpload`. */
export type MojMultiFileUpload = {
  uploadedFiles: {
    heading: TextOrHtml
    items: readonly { message: TextOrHtml; fileName: string; originalFileName: string; deleteButton: { text: string } }[]
  }
  uploadHtml: Html
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/**
 * Multi file upload, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/multi-file-upload
 */
export const mojMultiFileUpload = (options: MojMultiFileUpload): Html =>
  renderMacro('moj/components/multi-file-upload', 'mojMultiFileUpload', options)

/** Options of `mojNotificationBadge`. */
export type MojNotificationBadge = {
  text: number | string
  visuallyHiddenText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/**
 * Notification badge, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/notification-badge
 */
export const mojNotificationBadge = (options: MojNotificationBadge): Html =>
  renderMacro('moj/components/notification-badge', 'mojNotificationBadge', options)

/** Options of `mojOrganisationSwitcher`. */
export type MojOrganisationSwitcher = TextOrHtml & {
  id?: string | undefined
  label?: string | undefined
  link?:
    | {
        href: string
        text?: string | undefined
        id?: string | undefined
        classes?: string | undefined
        attributes?: Attributes | undefined
      }
    | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/**
 * Organisation switcher, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/organisation-switcher
 */
export const mojOrganisationSwitcher = (options: MojOrganisationSwitcher): Html =>
  renderMacro('moj/components/organisation-switcher', 'mojOrganisationSwitcher', options)

/** Options of `mojPageHeaderActions`. */
export type MojPageHeaderActions = {
  heading: TextOrHtml & { level?: number | undefined; classes?: string | undefined }
  items?: readonly GovukButton[] | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/**
 * Page header actions, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/page-header-actions
 */
export const mojPageHeaderActions = (options: MojPageHeaderActions): Html =>
  renderMacro('moj/components/page-header-actions', 'mojPageHeaderActions', options)

/** Options of `mojPagination`. */
export type MojPagination = {
  items?: readonly ({ number: number; href: string; current?: boolean | undefined } | { ellipsis: true })[] | undefined
  results?:
    | {
        count?: number | undefined
        from?: number | undefined
        to?: number | undefined
        text?: string | undefined
        pages?: { current: number; count: number } | undefined
      }
    | undefined
  previous?: GovukPagination['previous']
  next?: GovukPagination['next']
  landmarkLabel?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Pagination, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/pagination */
export const mojPagination = (options: MojPagination): Html => renderMacro('moj/components/pagination', 'mojPagination', options)

/** Options of `mojPrimaryNavigation`. */
export type MojPrimaryNavigation = {
  label?: string | undefined
  items: readonly (TextOrHtml & { href: string; active?: boolean | undefined; attributes?: Attributes | undefined })[]
  searchHtml?: Html | undefined
  containerClasses?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/**
 * Primary navigation, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/primary-navigation
 */
export const mojPrimaryNavigation = (options: MojPrimaryNavigation): Html =>
  renderMacro('moj/components/primary-navigation', 'mojPrimaryNavigation', options)

/** Options of `mojProgressBar`. */
export type MojProgressBar = {
  id?: string | undefined
  label?: string | undefined
  items: readonly {
    id?: string | undefined
    label: TextOrHtml & { classes?: string | undefined }
    active?: boolean | undefined
    complete?: boolean | undefined
    classes?: string | undefined
    attributes?: Attributes | undefined
  }[]
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Progress bar, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/progress-bar */
export const mojProgressBar = (options: MojProgressBar): Html =>
  renderMacro('moj/components/progress-bar', 'mojProgressBar', options)

/** Options of `mojSearch`. */
export type MojSearch = {
  action: string
  method?: 'get' | 'post' | undefined
  csrf?: { name?: string | undefined; value: string } | undefined
  label?: GovukLabel | undefined
  hint?: GovukHint | undefined
  input?: Partial<GovukInput> | undefined
  button?: GovukButton | undefined
  iconButton?: boolean | undefined
  layout?: 'stacked' | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Search, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/search */
export const mojSearch = (options: MojSearch): Html => renderMacro('moj/components/search', 'mojSearch', options)

/** Options of `mojSideNavigation`. */
export type MojSideNavigation = {
  label?: string | undefined
  items?:
    | readonly (TextOrHtml & { href: string; active?: boolean | undefined; attributes?: Attributes | undefined })[]
    | undefined
  sections?:
    | readonly {
        heading: TextOrHtml & {
          headingLevel?: number | undefined
          classes?: string | undefined
          attributes?: Attributes | undefined
        }
        items: readonly (TextOrHtml & { href: string; active?: boolean | undefined; attributes?: Attributes | undefined })[]
      }[]
    | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/**
 * Side navigation, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/side-navigation
 */
export const mojSideNavigation = (options: MojSideNavigation): Html =>
  renderMacro('moj/components/side-navigation', 'mojSideNavigation', options)

/** Options of `mojSubNavigation`. */
export type MojSubNavigation = {
  label?: string | undefined
  items: readonly (TextOrHtml & { href: string; active?: boolean | undefined; attributes?: Attributes | undefined } & {
    classes?: string | undefined
  })[]
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/**
 * Sub navigation, of the MoJ kit. When to use it:
 * https://design-patterns.service.justice.gov.uk/components/sub-navigation
 */
export const mojSubNavigation = (options: MojSubNavigation): Html =>
  renderMacro('moj/components/sub-navigation', 'mojSubNavigation', options)

/** Options of `mojTaskList`. */
export type MojTaskList = {
  sections: readonly {
    heading: TextOrHtml & { headingLevel?: number | undefined; classes?: string | undefined; attributes?: Attributes | undefined }
    attributes?: Attributes | undefined
    items: readonly {
      href: string
      text?: string | undefined
      html?: Html | undefined
      complete?: boolean | undefined
      attributes?: Attributes | undefined
    }[]
  }[]
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Task list, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/task-list */
export const mojTaskList = (options: MojTaskList): Html => renderMacro('moj/components/task-list', 'mojTaskList', options)

/** Options of `mojTicketPanel`. */
export type MojTicketPanel = {
  items: readonly (TextOrHtml & { classes?: string | undefined; attributes?: Attributes | undefined })[]
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Ticket panel, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/ticket-panel */
export const mojTicketPanel = (options: MojTicketPanel): Html =>
  renderMacro('moj/components/ticket-panel', 'mojTicketPanel', options)

/** Options of `mojTimeline`. */
export type MojTimeline = {
  headingLevel?: number | undefined
  items: readonly (TextOrHtml & {
    label: TextOrHtml
    byline?: TextOrHtml | undefined
    datetime:
      | { timestamp: string; type: 'datetime' | 'shortdatetime' | 'date' | 'shortdate' | 'time' }
      | { timestamp: string; format: string }
    classes?: string | undefined
    attributes?: Attributes | undefined
  })[]
  classes?: string | undefined
  attributes?: Attributes | undefined
}
/** Timeline, of the MoJ kit. When to use it: https://design-patterns.service.justice.gov.uk/components/timeline */
export const mojTimeline = (options: MojTimeline): Html => renderMacro('moj/components/timeline', 'mojTimeline', options)
