import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/**
 * The house's rules, held: what a file's name says about what it touches, who may import whom, and no circles.
 * They are written down for people in CONTRIBUTING.md.
 */
const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

const ROLES = [
  'service',
  'controller',
  'store',
  'entity',
  'job',
  'module',
  'port',
  'schema',
  'worker',
  'cli',
];
/** Suffixes of Nest's own kinds: edges too, where http/ and auth/ need them. */
const NEST_ROLES = ['filter', 'guard', 'decorator', 'pipe', 'interceptor', 'queue'];
/** Folders whose files are edges by their place. */
const EDGE_FOLDERS = [
  'db',
  'calendars/caldav',
  'calendars/feed',
  'calendars/google',
  'calendars/graph',
  'calendars/memory',
  'mail/smtp',
  'mail/imap',
  'mail/memory',
  'mail/mime',
  'sandbox',
  'demo',
  'bench',
  'pages',
  'http',
  'outbound',
  'boot',
  'worker',
];
const EXCEPTIONS = ['main.ts', 'config.ts'];
/** The rooms that hold the decisions; they know adapters by their ports only. */
const CORE = ['availability', 'itip', 'meetings', 'time', 'words'];
const ADAPTERS = [
  'calendars/caldav',
  'calendars/feed',
  'calendars/google',
  'calendars/graph',
  'calendars/memory',
  'mail/smtp',
  'mail/memory',
  'sandbox',
];
const COMPOSITION_ROOT = ['main.ts', 'app.module.ts', 'boot', 'demo'];

/** What a pure file may import from outside the house: types and functions without I/O, clock or framework. */
const PURE_PACKAGES = [
  'ical.js',
  'ics',
  'rrule',
  'windows-iana',
  'i18next',
  'node:crypto',
  'node:buffer',
  'csv-parse/sync',
];
const IMPURE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\(|\bnew Date\(\)|\bTemporal\.Now\b|\bperformance\.now\(/, 'reads a clock'],
  [/\bprocess\.(env|cwd|argv|hrtime)\b/, 'reads the environment'],
  [/\basync\b|\bawait\b|\bPromise\./, 'is asynchronous'],
  [/\bMath\.random\(|\brandomBytes\(|\brandomUUID\(/, 'is random'],
  [/\bsetTimeout\(|\bsetInterval\(|\bfetch\(/, 'touches the outside'],
];

interface SourceFile {
  /** From src/, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Without comments and strings. */
  readonly code: string;
  readonly imports: readonly {
    readonly specifier: string;
    readonly target: string | null;
    readonly typeOnly: boolean;
  }[];
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => path.endsWith('.ts') && !path.startsWith('web/') && !path.endsWith('.d.ts'))
  .map(readSource);
const byPath = new Map(files.map((file) => [file.path, file]));

function readSource(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: SourceFile['imports'][number][] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const typeOnly = ts.isImportDeclaration(node) ? isTypeOnly(node) : node.isTypeOnly;
      imports.push(reference(path, node.moduleSpecifier, typeOnly));
    }
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0]
    ) {
      imports.push(reference(path, node.arguments[0], false));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, text, code: codeOnly(tree, text), imports };
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    !!named &&
    ts.isNamedImports(named) &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

function reference(from: string, node: ts.Expression, typeOnly: boolean) {
  const specifier = ts.isStringLiteral(node) ? node.text : '';
  const target = specifier.startsWith('.')
    ? relative(SRC, resolve(SRC, dirname(from), specifier))
        .split(sep)
        .join('/')
        .replace(/\.js$/, '.ts')
    : null;
  return { specifier, target, typeOnly };
}

/** The text with comments, strings and templates' fixed parts blanked, so that words in prose do not count. */
function codeOnly(tree: ts.SourceFile, text: string): string {
  const chars = [...text.split('')];
  const blank = (start: number, end: number): void => {
    for (let at = start; at < end; at++) if (chars[at] !== '\n') chars[at] = ' ';
  };
  const visit = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [])
      blank(range.pos, range.end);
    for (const range of ts.getTrailingCommentRanges(text, node.getEnd()) ?? []) blank(range.pos, range.end);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      blank(node.getStart(), node.getEnd());
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return chars.join('');
}

const inFolder = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

const suffixOf = (path: string): string | null => /\.([a-z]+)\.ts$/.exec(path)?.[1] ?? null;

const isPure = (path: string): boolean => {
  const suffix = suffixOf(path);
  if (suffix !== null && [...ROLES, ...NEST_ROLES].includes(suffix)) return false;
  return !inFolder(path, EDGE_FOLDERS) && !EXCEPTIONS.includes(path);
};

describe('the house', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((file) => isPure(file.path)).length).toBeGreaterThan(15);
  });

  it('keeps files without a role suffix pure', () => {
    const faults = files
      .filter((file) => isPure(file.path))
      .flatMap((file) => [
        ...IMPURE_WORDS.filter(([word]) => word.test(file.code)).map(([, what]) => `${file.path} ${what}`),
        ...file.imports
          .filter(
            ({ target, typeOnly, specifier }) =>
              target === null && !typeOnly && !PURE_PACKAGES.includes(specifier),
          )
          .map(({ specifier }) => `${file.path} imports ${specifier}`),
        ...file.imports
          .filter(
            ({ target, typeOnly }) =>
              target !== null && !typeOnly && !isPure(target) && suffixOf(target) !== 'port',
          )
          .map(({ target }) => `${file.path} imports ${target}, which is not pure`),
      ]);
    expect(faults).toEqual([]);
  });

  it('lets the composition root alone import the sandbox', () => {
    const faults = files
      .filter((file) => !inFolder(file.path, ['sandbox', ...COMPOSITION_ROOT]))
      .flatMap((file) => importsInto(file, ['sandbox']));
    expect(faults).toEqual([]);
  });

  it('keeps adapters out of the core', () => {
    const faults = files
      .filter((file) => inFolder(file.path, CORE))
      .flatMap((file) => importsInto(file, ADAPTERS));
    expect(faults).toEqual([]);
  });

  it('reads the environment in config.ts only', () => {
    const allowed = ['config.ts', 'main.ts', 'db/embedded-postgres.ts'];
    const faults = files
      .filter((file) => !allowed.includes(file.path) && !inFolder(file.path, ['demo', 'bench']))
      .filter((file) => !file.path.endsWith('.cli.ts') && /\bprocess\.env\b/.test(file.code))
      .map((file) => file.path);
    expect(faults).toEqual([]);
  });

  it('has no barrels', () => {
    expect(files.filter((file) => /(^|\/)index\.ts$/.test(file.path)).map((file) => file.path)).toEqual([]);
  });

  it('imports files that exist', () => {
    const faults = files.flatMap((file) =>
      file.imports
        .filter(({ target }) => target !== null && !byPath.has(target))
        .map(({ target }) => `${file.path} -> ${target}`),
    );
    expect(faults).toEqual([]);
  });

  it('has no import circles', () => {
    expect(findCircle()).toBeNull();
  });

  it('uses known role suffixes only', () => {
    const known = new Set([...ROLES, ...NEST_ROLES, 'lv', 'en', 'ru', 'de']);
    const faults = files.map((file) => file.path).filter((path) => !known.has(suffixOf(path) ?? 'service'));
    expect(faults).toEqual([]);
  });
});

function importsInto(file: SourceFile, folders: readonly string[]): string[] {
  return file.imports
    .filter(({ target }) => target !== null && inFolder(target, folders))
    .map(({ target }) => `${file.path} -> ${target}`);
}

/** A circle of imports that exist at run time, as a path, or null. */
function findCircle(): string | null {
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path].join(' -> ');
    if (done.has(path)) return null;
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (target === null || typeOnly) continue;
      const circle = walk(target, [...trail, path]);
      if (circle !== null) return circle;
    }
    done.add(path);
    return null;
  };
  for (const file of files) {
    const circle = walk(file.path, []);
    if (circle !== null) return circle;
  }
  return null;
}
