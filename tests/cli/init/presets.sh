# The four presets are rules that urne reads.
for preset in nancy epci jury-assises volunteers; do
    urne init $preset --preset $preset --body 'Ville "test" \ Nancy' --seats 40 \
        --on 2026-10-05 --time 2026-09-01T08:00:00Z
    cat $preset/rules.json
    tail -n 3 $preset/public/00-announce.txt
done
urne init other --preset nancy --body Ville --title 'Budget participatif' --seats 30 \
    --substitutes 0 --on 2026-10-05 --time 2026-09-01T08:00:00Z --quiet
grep -E 'title|seats' other/rules.json
