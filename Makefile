# urne: verifiable draws by lot.  GNU make; `make help` lists the targets.
#
# Everything that is built lives in build/VARIANT/, the source tree stays clean:
#   make                      build/release/urne, liburne.a, liburne.so.0
#   make VARIANT=asan         the same, another way; see "Variants"
#   make V=1                  show the commands
#   make WERROR=1             warnings are errors (CI)
# CFLAGS, CPPFLAGS and LDFLAGS belong to the user: ours come first, theirs last.

VARIANT ?= release
PREFIX ?= /usr/local
DESTDIR ?=
TIME ?= 60
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
MANDIR ?= $(PREFIX)/share/man
LOCALEDIR ?= $(PREFIX)/share/locale

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.SECONDARY:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

Q := $(if $(V),,@)
B := build/$(VARIANT)
JOBS := $(shell nproc 2>/dev/null || echo 2)
# Sub-makes use every core unless the user chose a -j.
SUBMAKE = +$(Q)$(MAKE) --no-print-directory \
	$(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(JOBS))

# ---- Variants -------------------------------------------------------------------

HARDEN = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(FORTIFY) $(HARDEN_CC)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all

OPT_release = -O2 $(HARDEN)
OPT_clang = -O2 $(HARDEN)
OPT_debug = -O0 -g3
OPT_o3 = -O3
OPT_native = -O2 -march=native
OPT_clang-o0 = -O0
OPT_clang-o3 = -O3
OPT_clang-native = -O2 -march=native
OPT_asan = -O1 -g -fno-omit-frame-pointer $(SANITIZE)
OPT_cov = -O0 -g --coverage
OPT_fuzz = -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link $(SANITIZE)
LINK_asan := $(SANITIZE)
LINK_cov := --coverage
LINK_fuzz := $(SANITIZE)

ifeq ($(origin OPT_$(VARIANT)),undefined)
$(error unknown VARIANT '$(VARIANT)'; one of: release debug o3 native asan cov clang clang-o0 clang-o3 clang-native fuzz)
endif
ifeq ($(origin CC),default)
CC := $(if $(filter clang% fuzz,$(VARIANT)),clang,cc)
endif

# ---- Flags: asked of the compiler once, then kept in build/VARIANT/config.mk --------

TRY_WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith \
	-Wcast-qual -Wcast-align -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wswitch-enum \
	-Wdouble-promotion -Wfloat-conversion -Wfloat-equal -Wunused-result \
	-Wimplicit-fallthrough -Wdate-time -Wduplicated-cond -Wduplicated-branches \
	-Wlogical-op -Wnull-dereference -Wjump-misses-init
TRY_HARDEN := -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -ftrivial-auto-var-init=zero
TRY_LINK := -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
# Check's macros and the statistics of the tests would drown in these.
NOT_IN_TESTS := -Wpedantic -Wconversion -Wsign-conversion -Wmissing-prototypes \
	-Wdouble-promotion -Wfloat-conversion -Wfloat-equal -Wcast-qual -Wswitch-enum
PKGS := gmp libsodium libcjson libutf8proc
# Timestamps of RFC 3161 (V17) want libcrypto; without it, or with TOKENS=no, verify says
# that it cannot check them.
TOKENS ?= $(shell pkg-config --exists 'libcrypto >= 3' && echo yes || echo no)

define PROBE
mkdir -p $(B) && cd $(B) && exec 2>probe.log; \
echo 'int main(void) { return 0; }' >probe.c; \
$(CC) -c probe.c -o probe.o || { echo 'the C compiler "$(CC)" does not work'; exit 1; }; \
compiles() { for f; do $(CC) -Werror $$f -c probe.c -o probe.o && printf ' %s' $$f; done; }; \
links() { for f; do $(CC) -Werror $$f probe.c -o probe.out && printf ' %s' $$f; done; }; \
pkg() { pkg-config "$$@" || { shift; printf ' -l%s' $$(echo "$$@" | sed 's/\blib//g'); }; }; \
{ \
	echo "WARN := $$(compiles $(TRY_WARN))"; \
	echo "HARDEN_CC := $$(compiles $(TRY_HARDEN))"; \
	echo "HARDEN_LD := $$(links $(TRY_LINK))"; \
	echo "FORTIFY := $$($(CC) --version | grep -q clang && echo 2 || echo 3)"; \
	echo "PKG_CFLAGS := $$(pkg-config --cflags $(PKGS))$(if $(filter yes,$(TOKENS)), -DURNE_LIBCRYPTO $$(pkg-config --cflags libcrypto))"; \
	echo "LIBS := $$(pkg --libs $(PKGS)) -lcsv$(if $(filter yes,$(TOKENS)), $$(pkg-config --libs libcrypto))"; \
	echo "CHECK_LIBS := $$(pkg --libs --static check)"; \
} >config.mk; \
printf '\#include <%s>\n' gmp.h sodium.h csv.h cjson/cJSON.h utf8proc.h >probe.c; \
$(CC) $$(pkg-config --cflags $(PKGS)) -E probe.c >probe.i || \
	{ echo 'libraries are missing: run "make deps"'; exit 1; }; \
rm -f probe.*
endef

# Goals that only hand over to a sub-make must not need a compiler: the sub-make
# starts after `deps` has had its turn.
NO_CC := asan clean coverage demo deps deps-ci exhaustive format fuzz help lint pot test uninstall \
	update-po
ifneq ($(filter-out $(NO_CC),$(or $(MAKECMDGOALS),all)),)
ID := $(strip $(VARIANT) $(CC) $(WERROR) tokens=$(TOKENS) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(PREFIX) \
	$(LIBDIR) $(INCLUDEDIR) $(LOCALEDIR) \
	$(shell { $(CC) --version | sed 1q; cksum <Makefile; } 2>&1))
ifneq ($(ID),$(strip $(file <$(B)/id)))
PROBE_SAYS := $(shell $(PROBE))
ifneq ($(.SHELLSTATUS),0)
$(error $(PROBE_SAYS))
endif
$(file >$(B)/id,$(ID))
endif
include $(B)/config.mk
endif

STD := -std=c17 -D_XOPEN_SOURCE=700
BASE = $(STD) -fno-common $(if $(WERROR),-Werror) \
	$(if $(filter cov,$(VARIANT)),,-ffile-prefix-map=$(CURDIR)=.) $(OPT_$(VARIANT)) -MMD -MP
# Flags by top folder. The same objects make the static and the shared library.
FLAGS_engine = $(WARN) -fPIC -fvisibility=hidden -Iengine $(PKG_CFLAGS)
FLAGS_cli = $(WARN) -fPIE -Iengine -DURNE_LOCALEDIR='"$(LOCALEDIR)"'
# The public notice names the verifiers by their hashes.
VERIFIERS := $(wildcard docs/verifier/verify.html docs/verifier/urne_verify.py)
sha256 = $(shell sha256sum <$1 2>/dev/null | cut -c 1-64)
FLAGS_fixtures = $(WARN) -fPIE -Iengine
FLAGS_tests = $(filter-out $(NOT_IN_TESTS),$(WARN)) -fPIE -Iengine -Itests $(PKG_CFLAGS)
LINK = $(CC) $(LINK_$(VARIANT)) $(HARDEN_LD)

# ---- Sources --------------------------------------------------------------------

objects = $(patsubst %.c,$(B)/obj/%.o,$(sort $(wildcard $1)))
programs = $(patsubst %.c,$(B)/%,$(sort $(wildcard $1)))

ENGINE := $(call objects,engine/*.c engine/*/*.c)
CLI := $(call objects,cli/*.c)
GEN_BALLOTS := $(call objects,fixtures/gen/ballots*.c fixtures/gen/prng.c)
GEN_POOL := $(call objects,fixtures/gen/pool.c fixtures/gen/prng.c fixtures/gen/words.c)
GEN := $(filter-out $(call objects,fixtures/gen/ballots*.c fixtures/gen/pool.c),$(call \
	objects,fixtures/gen/*.c))
GENERATORS := $(B)/gen-roll $(B)/gen-ballots $(B)/gen-pool
SUPPORT := $(call objects,tests/support/*.c)
UNIT := $(call programs,tests/unit/t_*.c)
PROP := $(call programs,tests/prop/p_*.c)
VECTORS := $(call programs,tests/vectors/v_*.c)
CONFORM := $(call programs,tests/conformance/*.c)
BENCH := $(call programs,tests/bench/b_*.c)
REPLAY := $(call programs,tests/fuzz/f_*.c)
TRUST := $(call programs,tests/trust/*.c)
FUZZERS := $(patsubst tests/fuzz/f_%.c,%,$(sort $(wildcard tests/fuzz/f_*.c)))
CLI_GROUPS := $(patsubst tests/cli/%/,cli:%,$(sort $(wildcard tests/cli/*/)))
SHELL_TESTS := $(sort $(wildcard tests/sh/*.t))
LANGUAGES := $(patsubst cli/po/%.po,%,$(sort $(wildcard cli/po/*.po)))
CATALOGUES := $(LANGUAGES:%=$(B)/locale/%/LC_MESSAGES/urne.mo)
MESSAGES := $(sort $(wildcard cli/*.[ch] engine/*/*.c engine/*/*.def))
PUBLIC := $(sort $(wildcard engine/urne.h engine/urne/*.h engine/urne/*.def))
MAN := $(sort $(wildcard docs/man/*.[1-8]))
VERSION = $(shell awk '$$2 ~ /^URNE_VERSION_(MAJOR|MINOR|PATCH)$$/ { v = v d $$3; d = "." } \
	END { print v ? v : "0" }' engine/urne.h)

# ---- Build ----------------------------------------------------------------------

all: $(B)/urne lib ## the program and the library (default)
lib: $(B)/liburne.a $(B)/liburne.so $(B)/liburne.pc
gen: $(GENERATORS)
tests: $(UNIT) $(PROP) $(VECTORS) $(CONFORM) $(REPLAY) $(TRUST) $(B)/urne $(GENERATORS)

$(B)/obj/cli/cmd_report.o $(B)/obj/cli/poster.o: $(VERIFIERS)
$(B)/obj/cli/cmd_report.o $(B)/obj/cli/poster.o: CPPFLAGS += \
	-DURNE_PAGE_SHA256='"$(call sha256,docs/verifier/verify.html)"' \
	-DURNE_PYTHON_SHA256='"$(call sha256,docs/verifier/urne_verify.py)"'

$(B)/obj/%.o: %.c $(B)/id
	@mkdir -p $(@D)
	@$(if $(V),,echo "  cc   $<")
	$(Q)$(CC) $(BASE) $(FLAGS_$(firstword $(subst /, ,$<))) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

$(B)/liburne.a: $(ENGINE)
	@$(if $(V),,echo "  ar   $@")
	$(Q)rm -f $@ && ar rcsD $@ $(ENGINE)

$(B)/liburne.so.0: $(ENGINE) engine/liburne.map
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(CC) -shared -Wl,-soname,liburne.so.0 $(LINK_$(VARIANT)) $(filter-out -pie,$(HARDEN_LD)) \
		-Wl,--version-script=engine/liburne.map $(CFLAGS) -o $@ $(ENGINE) $(LDFLAGS) $(LIBS)

$(B)/liburne.so: $(B)/liburne.so.0
	$(Q)ln -sf liburne.so.0 $@

$(B)/liburne.pc: engine/liburne.pc.in $(B)/id $(PUBLIC)
	$(Q)sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@INCLUDEDIR@|$(INCLUDEDIR)|' \
		-e 's|@VERSION@|$(VERSION)|; s|@TOKENS@|$(if $(filter yes,$(TOKENS)), libcrypto)|' $< >$@

$(B)/urne: $(CLI) $(B)/liburne.a 
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) $(CFLAGS) -o $@ $(CLI) $(B)/liburne.a $(LDFLAGS) $(LIBS)

$(B)/gen-roll: $(GEN)
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) $(CFLAGS) -o $@ $(GEN) $(LDFLAGS)

$(B)/gen-ballots: $(GEN_BALLOTS)
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) $(CFLAGS) -o $@ $(GEN_BALLOTS) $(LDFLAGS)

$(B)/gen-pool: $(GEN_POOL)
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) $(CFLAGS) -o $@ $(GEN_POOL) $(LDFLAGS)

$(B)/tests/fuzz/%: $(B)/obj/tests/fuzz/%.o $(B)/obj/tests/fuzz/replay.o $(SUPPORT) $(B)/liburne.a
	@mkdir -p $(@D)
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

# What the verifier reads and what it computes once is taken over at link time: the engine
# itself remembers nothing.
wrap = $(addprefix -Wl$(comma)--wrap=,$1)
comma := ,
$(B)/tests/trust/drive: $(B)/obj/tests/trust/drive.o $(B)/liburne.a
	@mkdir -p $(@D)
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) $(CFLAGS) $(call wrap,urne_shelf_open urne_shelf_read urne_beacon_verify \
		crypto_sign_verify_detached crypto_core_ed25519_is_valid_point) \
		-o $@ $^ $(LDFLAGS) $(LIBS)

# The whole program behind a main of another: a command costs a fork, no start.
$(B)/tests/trust/play: $(B)/obj/tests/trust/play.o $(CLI) $(B)/liburne.a
	@mkdir -p $(@D)
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) $(CFLAGS) $(call wrap,main) -o $@ $^ $(LDFLAGS) $(LIBS)

$(B)/tests/%: $(B)/obj/tests/%.o $(SUPPORT) $(B)/liburne.a
	@mkdir -p $(@D)
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS) $(CHECK_LIBS)

# The same fuzz target under libFuzzer (VARIANT=fuzz, clang).
$(B)/fuzzers/%: $(B)/obj/tests/fuzz/f_%.o $(SUPPORT) $(B)/liburne.a
	@mkdir -p $(@D)
	@$(if $(V),,echo "  ld   $@")
	$(Q)$(LINK) -fsanitize=fuzzer $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

# A catalogue with a wrong format or header stops the build: half a translation of
# "refused" is worse than none.
$(B)/locale/%/LC_MESSAGES/urne.mo: cli/po/%.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

# The program reads them at run time: a new translation relinks nothing.
all tests: $(CATALOGUES)

-include $(patsubst %.o,%.d,$(ENGINE) $(CLI) $(GEN) $(GEN_BALLOTS) $(GEN_POOL) $(SUPPORT)) \
	$(patsubst %.c,$(B)/obj/%.d,$(wildcard tests/*/*.c))

# ---- Tests ----------------------------------------------------------------------

# tests/tap runs one entry of the list and makes sure that prove sees only TAP:
# a Check program, a shell test, cli:GROUP or replay:PROGRAM.
TEST_ENV = BUILD=$(CURDIR)/$(B) URNE=$(CURDIR)/$(B)/urne GEN=$(CURDIR)/$(B)/gen-roll \
	FIXTURES=$(CURDIR)/fixtures ASAN_OPTIONS=abort_on_error=1:detect_leaks=1 \
	UBSAN_OPTIONS=print_stacktrace=1:abort_on_error=1 CK_DEFAULT_TIMEOUT=120 \
	CK_TIMEOUT_MULTIPLIER=$(if $(filter asan cov debug,$(VARIANT)),5,1)
PROVE = $(TEST_ENV) prove -j$(JOBS) --exec 'sh tests/tap'
prove = $(if $(strip $1),$(Q)$(PROVE) $1,@echo 'nothing to run here')
SUITE = $(UNIT) $(PROP) $(VECTORS) $(SHELL_TESTS) $(CLI_GROUPS) $(patsubst %,replay:%,$(REPLAY))

test: deps deps-verifiers ## all tests, one verdict (VARIANT=asan ... for another build)
	$(SUBMAKE) suite
suite: tests all
	$(if $(strip $(SUITE)),,$(error no tests found))
	$(Q)rm -rf $(B)/figures
	$(call prove,$(SUITE))
	$(Q)cat $(B)/figures/* 2>/dev/null || true
unit: $(UNIT) ## one check program a file of the engine
	$(call prove,$(UNIT))
prop: $(PROP) ## properties and oracles, with printed seeds
	$(call prove,$(PROP))
vectors: $(VECTORS) ## frozen vectors from the specification and from elsewhere
	$(call prove,$(VECTORS))
cli-test: $(B)/urne $(GENERATORS) $(CATALOGUES) ## exact stdout, stderr, exit (BLESS=1 rewrites)
	$(call prove,$(CLI_GROUPS))
sh-test: $(B)/urne $(GENERATORS) lib $(CATALOGUES) $(CONFORM)
	$(call prove,$(SHELL_TESTS))
# Real elections are not part of the tree: URNE_DATA says where they are.
conformance: $(CONFORM) ## results of others on real elections (URNE_DATA=folder, ORACLE=1)
	$(Q)URNE_DATA=$${URNE_DATA:-../shared/data} BUILD=$(CURDIR)/$(B) \
		sh tests/sh/conformance.t $(if $(ORACLE),--oracle)

# What `make test` does with some bytes, and this with all: half an hour of one core.
exhaustive: deps ## every byte of whole dossiers and 5,000 by chance through all verifiers
	$(SUBMAKE) exhaustive-run
exhaustive-run: tests all
	$(Q)$(TEST_ENV) EVERY=1 COUNT=$${COUNT:-5000} SEED=$${SEED:-2} prove -v -j$(JOBS) \
		--exec 'sh tests/tap' tests/sh/verifiers.t tests/sh/verifiers-random.t

asan: ## the suite under the address, leak and undefined-behaviour sanitizers
	$(SUBMAKE) VARIANT=asan test

deps: ## install what is missing with apt, or print its names; DEPS=no skips this
	@$(if $(filter no,$(DEPS)),:,sh .ci/deps)
deps-ci:
	@sh .ci/deps ci
deps-verifiers:
	@$(if $(filter no,$(DEPS)),:,sh .ci/deps verifiers)

demo: deps ## draw Nancy's members, count its budget, verify both
	$(SUBMAKE) demo-run
demo-run: all gen
	$(Q)URNE=$(CURDIR)/$(B)/urne GEN=$(CURDIR)/$(B)/gen-roll OUT=$${OUT:-build/demo} && \
		export URNE GEN OUT && sh tests/demo.sh && sh tests/demo-count.sh && sh tests/demo-panel.sh

coverage: deps ## lines run by the suite, file by file
	$(SUBMAKE) VARIANT=cov suite
	$(Q)gcov -n -r -s $(CURDIR) $$(find build/cov/obj/engine build/cov/obj/cli -name '*.gcno') \
		2>/dev/null | awk -f tests/lint/coverage.awk

bench: $(BENCH) $(B)/urne $(GENERATORS) ## benchmarks (tests/bench)
	$(Q)$(TEST_ENV) sh tests/bench/run.sh

fuzz: ## libFuzzer on every target (or FUZZ=name) for TIME=60 seconds each
	$(SUBMAKE) VARIANT=fuzz fuzz-run
fuzz-run: $(addprefix $(B)/fuzzers/,$(or $(FUZZ),$(FUZZERS)))
	$(Q)bad=0; for f in $(or $(FUZZ),$(FUZZERS)); do \
		mkdir -p $(B)/corpus/$$f $(B)/crashes; seeds=tests/fuzz/corpus/$$f; \
		[ -d $$seeds ] || seeds=; echo "  fuzz $$f, $(TIME) s"; \
		$(B)/fuzzers/$$f -max_total_time=$(TIME) -timeout=10 -rss_limit_mb=1024 -verbosity=0 \
			-print_final_stats=1 -artifact_prefix=$(B)/crashes/$$f- $(B)/corpus/$$f $$seeds || \
			bad="$$bad $$f"; \
	done; [ "$$bad" = 0 ] || { echo "fuzz: failed:$${bad#0}; inputs in $(B)/crashes/"; exit 1; }

lint: ## layers, no floats, banned calls, symbols, sizes, format, tidy, man, shell, po
	$(SUBMAKE) lint-run
lint-run: $(B)/liburne.so
	$(Q)CFLAGS_LINT='$(STD) -Iengine -DURNE_LOCALEDIR=__FILE__ $(PKG_CFLAGS)' \
		BUILD=$(B) prove -j$(JOBS) --exec sh tests/lint/run tests/lint/selftest
format: ## clang-format, in place
	clang-format -i $(wildcard $(foreach d,engine cli fixtures tests,$d/*.[ch] $d/*/*.[ch]))

# ---- Translations -----------------------------------------------------------------

pot: ## the message template, build/urne.pot
	@mkdir -p build
	$(Q)xgettext -L C -k -k_ -kN_ -kngettext:1,2 --from-code=UTF-8 --add-comments=TRANSLATORS: \
		--add-location=file --package-name=urne --force-po -o build/urne.pot $(MESSAGES)
update-po: pot ## merge new messages into cli/po/*.po
	$(Q)for po in $(wildcard cli/po/*.po); do \
		msgmerge -q --update --backup=none --add-location=file $$po build/urne.pot; done

# ---- Install ----------------------------------------------------------------------

I := $(DESTDIR)
install: all ## into DESTDIR/PREFIX (default /usr/local)
	install -d $(I)$(PREFIX)/bin $(I)$(LIBDIR)/pkgconfig $(I)$(INCLUDEDIR)/urne
	install -m 755 $(B)/urne $(I)$(PREFIX)/bin/urne
	install -m 644 $(B)/liburne.a $(I)$(LIBDIR)/liburne.a
	install -m 755 $(B)/liburne.so.0 $(I)$(LIBDIR)/liburne.so.0
	ln -sf liburne.so.0 $(I)$(LIBDIR)/liburne.so
	install -m 644 $(B)/liburne.pc $(I)$(LIBDIR)/pkgconfig/liburne.pc
	$(Q)for h in $(patsubst engine/%,%,$(PUBLIC)); do \
		install -m 644 engine/$$h $(I)$(INCLUDEDIR)/$$h; done
	$(Q)for v in $(VERIFIERS); do install -D -m 644 $$v $(I)$(PREFIX)/share/urne/$${v##*/}; done
	$(Q)for m in $(MAN); do install -D -m 644 $$m $(I)$(MANDIR)/man$${m##*.}/$${m##*/}; done
	$(Q)for l in $(LANGUAGES); do install -D -m 644 $(B)/locale/$$l/LC_MESSAGES/urne.mo \
		$(I)$(LOCALEDIR)/$$l/LC_MESSAGES/urne.mo; done

uninstall: ## removes what install put there
	rm -f $(I)$(PREFIX)/bin/urne $(I)$(LIBDIR)/liburne.a $(I)$(LIBDIR)/liburne.so.0 \
		$(I)$(LIBDIR)/liburne.so $(I)$(LIBDIR)/pkgconfig/liburne.pc \
		$(patsubst engine/%,$(I)$(INCLUDEDIR)/%,$(PUBLIC)) \
		$(foreach m,$(MAN),$(I)$(MANDIR)/man$(subst .,,$(suffix $m))/$(notdir $m)) \
		$(LANGUAGES:%=$(I)$(LOCALEDIR)/%/LC_MESSAGES/urne.mo) \
		$(patsubst docs/verifier/%,$(I)$(PREFIX)/share/urne/%,$(VERIFIERS))
	-rmdir $(I)$(INCLUDEDIR)/urne $(I)$(PREFIX)/share/urne

clean: ## removes build/
	rm -rf build
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' Makefile

.PHONY: all lib gen tests test suite unit prop vectors cli-test sh-test conformance asan \
	exhaustive exhaustive-run demo demo-run coverage bench fuzz fuzz-run lint lint-run format pot update-po deps deps-ci deps-verifiers install \
	uninstall clean help
