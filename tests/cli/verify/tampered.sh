# What is said of each fault: file, item, why; the code is that of the first. Every byte has
# its turn in tests/sh/tamper.t.
fresh() { rm -rf public && cp -R "$FIXTURES/hamlet/public" public; }
say() {
    echo "--- $1"
    urne verify public --quiet
    echo "= $?"
    fresh
}
# As above, once sums.txt agrees with the forged file.
resum() { (cd public && sha256sum 0* roll.txt rules.txt seed-input.txt >sums.txt); }
fresh
sed -i 's/^body Hameau/body hameau/' public/00-announce.txt && say '00 edited [E-CHECK-005]'
sed -i 's/^body Hameau/body hameau/' public/00-announce.txt && resum && say '00 edited, sums [E-CHECK-008]'
sed -i 's/^seq 1/seq 2/' public/01-commit.txt && resum && say '01 seq [E-CHECK-007]'
sed -i 's/^ceremony 00/ceremony 10/' public/02-reveals.txt && resum && say '02 ceremony [E-CHECK-010]'
sed -i 's/^time 2026-09-05T16:00/time 2026-09-01T16:00/' public/02-reveals.txt && resum && say '02 time [E-CHECK-023]'
sed -i 's/ d10 / d6 /' public/02-reveals.txt && resum && say '02 source [E-NOTE-007]'
sed -i 's/ d10 0/ d10 1/' public/02-reveals.txt && resum && say '02 value [E-CHECK-019]'
sed -i 's/^seats 3/seats 4/' public/rules.txt && resum && say 'rules [E-CHECK-011]'
sed -i 's/^seats/seat/' public/rules.txt && resum && say 'rules keyword [E-NOTE-005]'
sed -i '1s/ 1 / 2 /' public/roll.txt && resum && say 'roll stratum [E-CHECK-015]'
sed -i '1s/ 1 / 3 /' public/roll.txt && resum && say 'roll stratum unknown [E-CHECK-014]'
sed -i '1{h;d};2G' public/roll.txt && resum && say 'roll order [E-CHECK-013]'
sed -i '3d' public/roll.txt && resum && say 'roll line gone [E-CHECK-011]'
sed -i '2s/ /  /' public/roll.txt && resum && say 'roll line [E-CHECK-012]'
sed -i '3s/1/2/' public/seed-input.txt && resum && say 'seed-input [E-CHECK-019]'
sed -i 's/^seed a/seed b/' public/03-result.txt && resum && say 'seed [E-CHECK-020]'
sed -i 's/^seats 1 2/seats 1 3/' public/03-result.txt && resum && say 'seats [E-CHECK-021]'
sed -i 's/^select member 1 7/select member 1 8/' public/03-result.txt && resum && say 'step [E-CHECK-022]'
sed -i 's/^end/end /' public/03-result.txt && resum && say 'note byte [E-NOTE-003]'
sed -i '$d' public/03-result.txt && resum && say 'no end [E-NOTE-001]'
sed -i '2{h;d};3G' public/01-commit.txt && resum && say 'note order [E-NOTE-005]'
sed -i 's/^roll 8 /roll 8 0 /' public/01-commit.txt && resum && say 'note fields [E-NOTE-006]'
sed -i 's/^seq 1/seq one/' public/01-commit.txt && resum && say 'note value [E-NOTE-007]'
sed -i '1s/commit/announce/' public/01-commit.txt && resum && say 'note kind [E-NOTE-004]'
sed -i '2G' public/01-commit.txt && resum && say 'note length [E-NOTE-002]'
sed -i 's/^time/token abc\n&/' public/01-commit.txt && resum && say 'keyword [E-NOTE-005]'
rm public/seed-input.txt && say 'file gone [E-CHECK-001]'
rm public/seed-input.txt && (cd public && sha256sum 0* ro* ru* >sums.txt) && say 'file gone, sums [E-CHECK-001]'
: >public/notes.txt && say 'another file [E-CHECK-003]'
: >public/notes.txt && (cd public && sha256sum notes.txt >>sums.txt) && say 'another file, sums [E-CHECK-006]'
rm public/sums.txt && say 'no sums [E-CHECK-001]'
sed -i '1d' public/sums.txt && say 'sums line gone [E-CHECK-004]'
sed -i '1{h;d};2G' public/sums.txt && say 'sums order [E-CHECK-006]'
rm public/roll.txt && mkdir public/roll.txt && say 'a folder [E-CHECK-002]'
sed -i 's/^kmin 1/kmin 4/' public/rules.txt && resum && say 'kmin [E-CHECK-016]'
sed -i 's/ d10 24/ d10 10/' public/01-commit.txt && sed -i 's/ d10 08.*/ d10 0839201174/' public/02-reveals.txt && resum && say 'few dice sealed [E-CHECK-018]'
sed -i 's/^source 1.*/&\nsource 2 lottery loto 2026-09-01/' public/01-commit.txt && resum && say 'lottery before the seal [E-CHECK-024]'
sed -i 's/^tool/key clerk RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n&/' public/00-announce.txt && resum && say 'signatures promised [E-CHECK-025]'
sed -i 's/ d10 08/ d10 8/' public/02-reveals.txt && resum && say 'few dice thrown [E-CHECK-017]'
