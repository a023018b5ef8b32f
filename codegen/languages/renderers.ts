/**
 * Renderers of quicktype that leave the names of types as they are.
 *
 * quicktype looks for English abbreviations in a name and finds them in Vietnamese syllables:
 * `NguoiNop` would be `NguoiNOP`, `ThuaDat` in one language `ThuaDAT` and in another not.
 *
 * @module
 */
import type {
  ClassProperty,
  ClassType,
  Name,
  Namer,
  RenderContext,
  Sourcelike,
  TargetLanguage,
} from 'quicktype-core'
import {
  CSharpTargetLanguage,
  funPrefixNamer,
  GoRenderer,
  GoTargetLanguage,
  getOptionValues,
  goOptions,
  JacksonRenderer,
  JavaTargetLanguage,
  JSONPythonRenderer,
  javaOptions,
  NewtonsoftCSharpRenderer,
  newtonsoftCSharpOptions,
  PythonTargetLanguage,
  pythonOptions,
  SystemTextJsonCSharpRenderer,
  systemTextJsonCSharpOptions,
} from 'quicktype-core'
import { toPascalCase } from '../type-names.ts'

type Options = Record<string, unknown>

const asItIs: Namer = funPrefixNamer('types', (name) => name)

/** Of a member: the law's own letters; a name that no letter begins has one put before it. */
const asMember: Namer = funPrefixNamer('members', (name) => {
  const pascal = toPascalCase(name)
  return /^[A-Za-z]/u.test(pascal) ? pascal : `Field${pascal}`
})

class SystemTextJson extends SystemTextJsonCSharpRenderer {
  /** What can hold anything is left out as well where it holds nothing. */
  protected override attributesForProperty(
    property: ClassProperty,
    name: Name,
    type: ClassType,
    jsonName: string,
  ): Sourcelike[] | undefined {
    const attributes = super.attributesForProperty(property, name, type, jsonName)
    const isForgotten = property.isOptional && property.type.isNullable
    const ignore = '[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]'
    return isForgotten ? [ignore, ...(attributes ?? [])] : attributes
  }
  protected override emitUsings(): void {
    if (this.haveMaps) this.emitUsing('System.Collections.Generic')
    this.emitUsing('System.Text.Json.Serialization')
  }
  protected override makeNamedTypeNamer(): Namer {
    return asItIs
  }
  protected override namerForObjectProperty(): Namer {
    return asMember
  }
}

class Newtonsoft extends NewtonsoftCSharpRenderer {
  protected override attributesForProperty(
    property: ClassProperty,
    name: Name,
    type: ClassType,
    jsonName: string,
  ): Sourcelike[] | undefined {
    const attributes = super.attributesForProperty(property, name, type, jsonName)
    if (!property.isOptional || !property.type.isNullable) return attributes
    const ignore = ', NullValueHandling = NullValueHandling.Ignore)]'
    return attributes?.map((each) => this.sourcelikeToString(each).replace(/\)\]$/u, ignore))
  }
  protected override emitUsings(): void {
    if (this.haveMaps) this.emitUsing('System.Collections.Generic')
    this.emitUsing('Newtonsoft.Json')
  }
  protected override makeNamedTypeNamer(): Namer {
    return asItIs
  }
  protected override namerForObjectProperty(): Namer {
    return asMember
  }
}

class CSharp extends CSharpTargetLanguage {
  protected override makeRenderer(
    context: RenderContext,
    options: Options,
  ): SystemTextJson | Newtonsoft {
    return options['framework'] === 'NewtonSoft'
      ? new Newtonsoft(this, context, getOptionValues(newtonsoftCSharpOptions, options))
      : new SystemTextJson(this, context, getOptionValues(systemTextJsonCSharpOptions, options))
  }
}

class Jackson extends JacksonRenderer {
  /** What is not there is left out, by every mapper: no structure has a `null`. */
  protected override emitClassAttributes(type: ClassType, name: Name): void {
    super.emitClassAttributes(type, name)
    this.emitLine('@JsonInclude(JsonInclude.Include.NON_NULL)')
  }
  override emitDescriptionBlock(lines: Sourcelike[]): void {
    super.emitDescriptionBlock(lines.map((line) => toJavadoc(this.sourcelikeToString(line))))
  }
}

/**
 * Javadoc is HTML, a line that begins with `@` is a tag, and `\\u` is a letter before anything else
 * is read: the Java Language Specification §3.3.
 */
function toJavadoc(line: string): string {
  return line
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('\\u', '&#92;u')
    .replace(/^@/u, '&#64;')
}

class Java extends JavaTargetLanguage {
  protected override makeRenderer(context: RenderContext, options: Options): Jackson {
    return new Jackson(this, context, getOptionValues(javaOptions, options))
  }
}

class GoTypes extends GoRenderer {
  protected override makeNamedTypeNamer(): Namer {
    return asItIs
  }
  protected override namerForObjectProperty(): Namer {
    return asMember
  }
}

class Go extends GoTargetLanguage {
  protected override makeRenderer(context: RenderContext, options: Options): GoTypes {
    return new GoTypes(this, context, getOptionValues(goOptions, options))
  }
}

/** What the functions of a class call or hold: a member of that name would hide it. */
const PYTHON_NAMES = [
  ...['from_bool', 'from_dict', 'from_float', 'from_int', 'from_list', 'from_none', 'from_str'],
  ...['from_union', 'is_type', 'obj', 'result', 'to_class', 'to_dict', 'to_float', 'cast'],
]

class PythonTypes extends JSONPythonRenderer {
  protected override forbiddenForObjectProperties(type: ClassType, name: Name) {
    const { names, includeGlobalForbidden } = super.forbiddenForObjectProperties(type, name)
    return { names: [...names, ...PYTHON_NAMES], includeGlobalForbidden }
  }
  protected override makeNamedTypeNamer(): Namer {
    return asItIs
  }
}

class Python extends PythonTargetLanguage {
  protected override makeRenderer(context: RenderContext, options: Options): PythonTypes {
    return new PythonTypes(this, context, getOptionValues(pythonOptions, options))
  }
}

export const TARGETS: Readonly<Record<'csharp' | 'java' | 'go' | 'python', () => TargetLanguage>> =
  {
    csharp: () => new CSharp(),
    java: () => new Java(),
    go: () => new Go(),
    python: () => new Python(),
  }
